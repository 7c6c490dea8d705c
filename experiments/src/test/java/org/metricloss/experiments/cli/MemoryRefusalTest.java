package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that is predicted to need more memory than it may is refused before anything is trained or kept. */
class MemoryRefusalTest {
    private static final String FILE = """
            name: large
            dataset: digits
            network: {name: lenet, embedding: 4}
            batch: {size: 1400}
            optimizer: {type: sgd, learningRate: 0.05}
            budget: {epochs: 1}
            seeds: [1]
            objectives:
              softmax: [{loss: softmax}]
            """;

    @TempDir
    private Path folder;

    private String out;
    private String err;

    @Test
    void theLargestBatchThatFitsIsNamedAndFits() throws IOException {
        assertThat(execute("run", "--memory-limit", "50MiB")).isEqualTo(Main.BAD_INPUT);
        assertThat(out).isEmpty();
        assertThat(folder.resolve("results")).doesNotExist();
        Matcher refusal = Pattern.compile(
                        "error: objective 'softmax' needs about [0-9.]+ MiB \\(0 tuples per step; losses [0-9.]+ MiB,"
                                + " network [0-9.]+ MiB, evaluation [0-9.]+ MiB\\), which is more than the memory limit of 50.0 MiB"
                                + " \\(given\\); what would fit: batch: \\{size: ([0-9]+)}\\R")
                .matcher(err);
        assertThat(err).matches(refusal.pattern());
        assertThat(refusal.matches()).isTrue();
        int size = Integer.parseInt(refusal.group(1));
        assertThat(size).isBetween(100, 1399);
        assertThat(execute("check", "--memory-limit", "50MiB", "--set", "batch.size=" + size))
                .as(err)
                .isEqualTo(Main.OK);
        assertThat(execute("check", "--memory-limit", "50MiB", "--set", "batch.size=" + (size + 1)))
                .isEqualTo(Main.BAD_INPUT);
    }

    @Test
    void checkShowsTheFiguresOfWhatItRefusesAndTrainsNothing() throws IOException {
        assertThat(execute("check", "--memory-limit", "30MiB")).isEqualTo(Main.BAD_INPUT);
        assertThat(out)
                .contains("tuples per step", "memory limit: 30.0 MiB (given); this would be refused")
                .containsPattern("softmax +0 .*MiB")
                .doesNotContain("about");
        assertThat(err).startsWith("error: objective 'softmax' needs about ").containsOnlyOnce("\n");
    }

    /** 1,300 samples have 2e8 triplets, and enumerating them holds arrays of 1,300 x 1,300 x 1,300 at once: 53 GiB. */
    @Test
    void aLossNamesItsCheaperSetting() throws IOException {
        String[] triplet = {
            "--set",
            "batch={classes: 10, perClass: 130}",
            "--set",
            "objectives={triplet: [{loss: triplet, algorithm: enumerate}]}"
        };
        assertThat(execute("run", "--memory-limit", "4GiB", triplet[0], triplet[1], triplet[2], triplet[3]))
                .isEqualTo(Main.BAD_INPUT);
        // 10 classes x 130 x 129 positives x 1,170 negatives.
        assertThat(err).contains("objective 'triplet' needs about ", "(196,209,000 tuples per step; losses ", " GiB, ");
        assertThat(err)
                .containsPattern("what would fit: batch: \\{classes: 10, perClass: [0-9]+}")
                .contains("or triplet with algorithm: exact in 'triplet'");
        assertThat(folder.resolve("results")).doesNotExist();
    }

    @Test
    void whereNoBatchFitsTheLimitIsNamed() throws IOException {
        assertThat(execute("run", "--memory-limit", "1MiB")).isEqualTo(Main.BAD_INPUT);
        assertThat(err)
                .endsWith("what would fit: no smaller batch of this kind fits; raise the limit with --memory-limit\n");
    }

    @Test
    void aLimitThatIsNoSizeIsRefused() throws IOException {
        assertThat(execute("run", "--memory-limit", "much")).isEqualTo(Main.BAD_INPUT);
        assertThat(err)
                .isEqualTo("error: Invalid value for option '--memory-limit': a memory limit must be a number and"
                        + " one of B, KiB, MiB, GiB, TiB, such as 4GiB, got 'much'; see metricloss run --help\n");
    }

    private int execute(String command, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("large.yaml"), FILE);
        List<String> arguments = new ArrayList<>(List.of(command, file.toString()));
        if (command.equals("run")) {
            arguments.addAll(List.of("--results", folder.resolve("results").toString()));
        }
        arguments.addAll(List.of(options));
        StringWriter printed = new StringWriter();
        StringWriter errors = new StringWriter();
        int code = Main.execute(new PrintWriter(printed), new PrintWriter(errors), arguments.toArray(String[]::new));
        out = printed.toString();
        err = errors.toString().replace("\r\n", "\n");
        return code;
    }
}
