package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.EngineException;
import org.metricloss.core.engine.EngineInfo;
import org.metricloss.core.engine.Evaluated;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.PreparedLoss;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.loss.Objective;
import org.metricloss.datasets.DataLocations;
import org.metricloss.datasets.ImageCache;
import picocli.CommandLine;

class DoctorCommandTest {
    @ParameterizedTest
    @CsvSource({"djl, DJL, PyTorch", "tensorflow, TensorFlow Java, TensorFlow"})
    void everyEngineIsListedWithVersionsDeviceThreadsAndCache(String id, String library, String nativeLibrary) {
        StringWriter text = new StringWriter();
        int status = new CommandLine(new DoctorCommand())
                .setOut(new PrintWriter(text, true))
                .execute();
        assertThat(status).isZero();
        assertThat(text.toString().lines().filter(line -> line.startsWith("engine " + id + " ")))
                .singleElement()
                .asString()
                .matches("engine " + id + " +" + library + " \\d+\\.\\d+\\.\\d+, " + nativeLibrary
                        + " \\d+\\.\\d+\\.\\d+ \\(CPU\\); device cpu, 2 threads unless the experiment sets another number;"
                        + " native libraries in .+");
    }

    @Test
    void decodedImagesAreShownAndDeleted() throws IOException {
        ImageCache cache = ImageCache.of(DataLocations.ofEnvironment());
        Files.createDirectories(cache.folder());
        Files.write(cache.folder().resolve("some.pixels"), new byte[3 << 20]);
        StringWriter text = new StringWriter();
        new CommandLine(new DoctorCommand()).setOut(new PrintWriter(text, true)).execute("--clean");
        assertThat(text.toString())
                .containsPattern(
                        "decoded images +0 MiB of 0 data sets in .+images, at most 65,536 MiB, [0-9]+ MiB deleted");
        assertThat(cache.folder()).isEmptyDirectory();
    }

    @Test
    void engineThatCannotLoadIsListedWithItsReason() {
        assertThat(DoctorCommand.engine(new Unloadable())).isEqualTo("unavailable: no natives for this machine");
    }

    /** An engine of a platform that there are no natives for. */
    private static final class Unloadable implements Engine {
        @Override
        public String id() {
            return "unloadable";
        }

        @Override
        public EngineInfo info() {
            throw new EngineException("no natives for this machine", null);
        }

        @Override
        public TrainingSession open(SessionRequest request) {
            throw new UnsupportedOperationException("not loaded");
        }

        @Override
        public PreparedLoss prepare(Objective objective, LossExample example, int threads) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long bytes(HeldArrays arrays) {
            throw new UnsupportedOperationException("not loaded");
        }

        @Override
        public Evaluated evaluate(Objective objective, LossExample example) {
            throw new UnsupportedOperationException("not loaded");
        }
    }
}
