package org.metricloss.results.training.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.formats.NpyArray;
import org.metricloss.results.SampleRun;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.Checkpoints.Checkpoint;
import org.metricloss.results.training.record.CheckpointRecord;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.EpochSums;
import org.metricloss.results.training.record.EpochSums.Reading;
import org.metricloss.results.training.record.PhaseSeconds;
import org.metricloss.results.training.record.ValidationPoint;

class CheckpointsTest {
    private static final String TRIAL = "softmax.djl.seed-1";

    @TempDir
    private Path runs;

    private final List<String> refused = new ArrayList<>();
    private RunFolder run;
    private Checkpoints checkpoints;

    @BeforeEach
    void create() {
        run = RunFolder.create(runs, SampleRun.manifest("sample", List.of(TRIAL)));
        checkpoints = new Checkpoints(run, TRIAL);
    }

    private CheckpointRecord record(int epoch, int step, String sha256) {
        // Numbers whose decimal form is long: they must come back to the bit.
        double loss = Math.PI / (epoch + step);
        EpochSums sums = new EpochSums(
                step,
                20L * step,
                loss,
                Map.of("softmax", Math.nextUp(loss)),
                Map.of("softmax.share", new Reading("share", "MEAN", 1.0 / 3, 7)));
        return new CheckpointRecord(
                CheckpointRecord.FORMAT,
                TRIAL,
                run.manifest().experimentSha256(),
                epoch,
                step,
                100L * epoch + step,
                IntStream.range(1, epoch)
                        .mapToObj(done -> new EpochRecord(
                                done, Double.NaN, Map.of(), Map.of(), new PhaseSeconds(0.1, 0.2, 0.3), 40))
                        .toList(),
                IntStream.rangeClosed(1, epoch).mapToObj(each -> sums).toList(),
                List.of(new ValidationPoint(1, 5, 100, 0.1 + 0.2, Map.of("recallAt1", 1.0 / 3))),
                new PhaseSeconds(1e-9, 0.1, 0.3),
                new PhaseSeconds(0, 0.1, 0.2),
                1.25,
                true,
                sha256);
    }

    private void write(int epoch, int step) {
        float[] weights = {epoch, step};
        checkpoints.write(Map.of("network.weight", NpyArray.of(weights, 2)), sha256 -> record(epoch, step, sha256));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(run.path().resolve("checkpoints").resolve(TRIAL))) {
            return files.sorted().toList();
        }
    }

    @Test
    void newestIsReadBackAsItWasWritten() {
        assertThat(checkpoints.latest(refused::add)).isEmpty();
        write(1, 9);
        write(2, 10);
        write(10, 3);
        Checkpoint latest = checkpoints.latest(refused::add).orElseThrow();
        assertThat(latest.record()).isEqualTo(record(10, 3, latest.record().arraysSha256()));
        assertThat(latest.arrays().get("network.weight").floats()).containsExactly(10, 3);
        assertThat(refused).isEmpty();
    }

    @Test
    void theLastTwoAreKept() throws IOException {
        for (int step = 1; step <= 5; step++) {
            write(1, step);
        }
        assertThat(files()).hasSize(2);
        checkpoints.deleteAll();
        assertThat(checkpoints.latest(refused::add)).isEmpty();
        assertThat(run.path().resolve("checkpoints").resolve(TRIAL)).doesNotExist();
        checkpoints.deleteAll();
    }

    @Test
    void truncatedOneIsPassedOverForTheOneBefore() throws IOException {
        write(1, 1);
        write(1, 2);
        Path newest = files().get(1);
        byte[] bytes = Files.readAllBytes(newest);
        Files.write(newest, Arrays.copyOf(bytes, bytes.length - 3));
        assertThat(checkpoints.latest(refused::add).orElseThrow().record().step())
                .isEqualTo(1);
        assertThat(refused).singleElement().asString().startsWith(newest + " is corrupted: ");
    }

    /** Every byte of the file is covered by one checksum or the other, or says how long the header is. */
    @Test
    void anyChangedByteIsNoticed() throws IOException {
        write(1, 1);
        Path file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            Files.write(file, changed);
            assertThat(checkpoints.latest(refused::add)).as("byte " + i).isEmpty();
        }
        Files.write(file, bytes);
        assertThat(checkpoints.latest(refused::add)).isPresent();
    }

    @Test
    void checkpointOfAnotherExperimentIsPassedOver() throws IOException {
        write(1, 1);
        RunFolder other = RunFolder.create(runs, SampleRun.manifest("other", List.of(TRIAL)));
        Path there = other.path().resolve("checkpoints").resolve(TRIAL);
        Files.createDirectories(there);
        Files.copy(files().get(0), there.resolve(files().get(0).getFileName()));
        assertThat(new Checkpoints(other, TRIAL).latest(refused::add)).isEmpty();
        assertThat(refused).singleElement().asString().endsWith("is of another trial or experiment");
    }

    @Test
    void checkpointOfAnotherSettingOfTheSameTrialIsPassedOver() {
        write(1, 1);
        assertThat(checkpoints.latest(refused::add)).isPresent();
        assertThat(new Checkpoints(run, TRIAL, "1".repeat(64)).latest(refused::add))
                .isEmpty();
        assertThat(refused).singleElement().asString().endsWith("is of another trial or experiment");
    }
}
