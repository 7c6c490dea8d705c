package org.metricloss.experiments.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run as a user sees it on a terminal, which {@code script} provides. */
@Tag("long")
class TerminalTest {
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    @TempDir
    private Path folder;

    @Test
    void aRunTellsWhatItPreparesAndItsBarEndsAt100Percent() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(SCRIPT));
        Path results = folder.resolve("results");
        List<String> arguments = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx600m",
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                "org.metricloss.experiments.cli.Main",
                "run",
                SmallRun.write(folder).toString(),
                "--set",
                "seeds=[1]",
                "--results",
                results.toString());
        String command = arguments.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Path file = Files.writeString(folder.resolve("command.sh"), command);
        Path typescript = folder.resolve("typescript");
        Process process = new ProcessBuilder(SCRIPT.toString(), "-qec", "sh " + file, typescript.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        String seen = Files.readString(typescript);
        Path run = SmallRun.only(results);
        assertThat(seen)
                .containsSubsequence(
                        "reading the experiment and its data",
                        "run folder: " + run + " (2 trials)",
                        "report, when all have ended: " + run.resolve("report.html"),
                        "1 of 2: softmax+center.djl.seed-1 [",
                        "2 of 2: triplet.djl.seed-1 [========================] 100%",
                        "recallAt1",
                        "report: " + run.resolve("report.html"));
    }
}
