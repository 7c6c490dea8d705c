package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.core.engine.Engine;

/** {@code device: gpu} on a machine without a GPU. */
class DeviceRefusalTest {
    private static final String COST = """
            study: cost
            name: device
            engines: [ENGINE]
            classes: [2]
            losses:
              contrastive: {loss: contrastive, sizes: [4]}
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"run, djl", "check, djl", "run, tensorflow"})
    void aTrainingIsRefusedInOneLineBeforeAnythingIsWritten(String command, String engine) throws IOException {
        refuses(command, Path.of("configs", "quickstart.yaml"), engine);
    }

    @ParameterizedTest
    @CsvSource({"run, djl", "check, djl", "run, tensorflow"})
    void aCostStudyIsRefusedInOneLineBeforeAnythingIsWritten(String command, String engine) throws IOException {
        refuses(command, Files.writeString(folder.resolve("cost.yaml"), COST.replace("ENGINE", engine)), engine);
    }

    private void refuses(String command, Path file, String engine) throws IOException {
        assumeTrue(Engine.all().get(engine).gpus().list().isEmpty(), "this machine has a GPU");
        List<Path> before = CommandRun.runsByDefault();
        Path results = folder.resolve("runs");
        List<String> arguments = new ArrayList<>(
                List.of(command, file.toString(), "--set", "device=gpu", "--set", "engines=[" + engine + "]"));
        if (command.equals("run")) {
            arguments.addAll(List.of("--results", results.toString()));
        }
        CommandRun refused = CommandRun.of(arguments.toArray(String[]::new));
        assertThat(refused.err().lines().toList())
                .singleElement()
                .asString()
                .startsWith("error: engine " + engine + " cannot compute on gpu: ")
                .contains("docs/engines.md");
        assertThat(refused.code()).isEqualTo(Main.BAD_INPUT);
        assertThat(results).doesNotExist();
        assertThat(CommandRun.runsByDefault()).isEqualTo(before);
    }

    @Test
    void doctorSaysOfEachEngineWhyItHasNoGpu() {
        for (Engine engine : Engine.all().all()) {
            assumeTrue(engine.gpus().list().isEmpty(), "this machine has a GPU");
            assertThat(DoctorCommand.gpus(engine))
                    .containsExactly("none: " + engine.gpus().whyNone());
        }
    }
}
