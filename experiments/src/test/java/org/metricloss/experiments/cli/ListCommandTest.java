package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ListCommandTest {
    @Test
    void settingsOfEachStudyAreListedWithTheirValuesAndDefaults() {
        StringWriter out = new StringWriter();
        int code = Main.execute(new PrintWriter(out), new PrintWriter(new StringWriter()), "list", "settings");
        assertThat(code).isEqualTo(Main.OK);
        assertThat(out.toString().lines())
                .contains("study cost", "study training")
                .anyMatch(line -> line.matches(" +timing\\.rounds +a whole number in \\[1, 100]; default: 3"))
                .anyMatch(line -> line.matches(
                        " +dataset\\.normalize +one of unit, centered, standard, channels, none, length; default: .*"))
                .anyMatch(line -> line.matches(" +optimizer\\.learningRate +>= 0; required"));
    }
}
