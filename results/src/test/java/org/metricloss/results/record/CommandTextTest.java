package org.metricloss.results.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.metricloss.base.Launcher;

class CommandTextTest {
    @AfterEach
    void noLauncher() {
        System.clearProperty(Launcher.PROPERTY);
    }

    @Test
    void aCommandOfACheckoutIsAMavenCommand() {
        assertThat(CommandText.of(List.of("reproduce", "a folder", "softmax.djl.seed-1")))
                .isEqualTo("./mvnw -q test-compile exec:java -Dexec.args=\"reproduce 'a folder' softmax.djl.seed-1\"");
    }

    @Test
    void aCommandOfADistributionNamesItsStartScript() {
        System.setProperty(Launcher.PROPERTY, "/opt/some folder/bin/metricloss");

        assertThat(CommandText.of(List.of("reproduce", "$HOME/runs", "softmax.djl.seed-1")))
                .isEqualTo("'/opt/some folder/bin/metricloss' reproduce '$HOME/runs' softmax.djl.seed-1");
    }
}
