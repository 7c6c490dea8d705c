package org.metricloss.experiments.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.experiments.tensorboard.EventFiles;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;
import org.tensorflow.proto.Event;

/** Event files of a run while it goes on, and of one that is cut: every point is there as soon as it is known, and once. */
@Tag("long")
class TensorBoardResumeTest {
    private static final String FIRST = "softmax+center.djl.seed-1";
    private static final String SECOND = "triplet.djl.seed-1";
    private static final String THIRD = "softmax+center.djl.seed-2";

    @TempDir
    private Path folder;

    /** In the file that TensorBoard has opened by then, to which everything later is added. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void epochsAreThereBeforeTheTrialHasEnded(int workers) throws Exception {
        Path results = folder.resolve("results");
        Path board = folder.resolve("board");
        List<String> arguments =
                new ArrayList<>(List.of("run", SmallRun.write(folder).toString(), "--results", results.toString()));
        arguments.addAll(List.of("--tensorboard", board.toString(), "--workers", Integer.toString(workers)));
        arguments.addAll(List.of("--set", "budget.epochs=60", "--set", "seeds=[1]"));
        try (Program program = Program.start(List.of(), arguments)) {
            program.awaitThat(() -> SmallRun.in(results)
                    .filter(run -> Files.isDirectory(board(run, FIRST)))
                    .isPresent());
            Path run = SmallRun.only(results);
            program.awaitThat(() -> !EventFiles.in(board(run, FIRST)).isEmpty());
            Path file = EventFiles.in(board(run, FIRST)).get(0);
            byte[] early = Files.readAllBytes(file);
            Object opened =
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            assertThat(RunFolder.open(run).hasRecord(FIRST)).isFalse();

            assertThat(program.await()).as(program.output()).isZero();
            assertThat(Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                    .isEqualTo(opened);
            assertThat(Files.readAllBytes(file)).startsWith(early).hasSizeGreaterThan(2 * early.length);
            assertComplete(run);
        }
    }

    /** Cut in the second trial, and once more while the third trial is written. */
    @Test
    void everyPointIsThereOnceAfterTwoCuts() throws Exception {
        Path results = folder.resolve("results");
        String file = SmallRun.write(folder).toString();
        String training = "NAMED:/checkpoints/triplet.*seed-1/epoch-000002-step-0*4[.]";
        program(137, 0, training, "run", file, "--results", results.toString());
        Path run = SmallRun.only(results);
        Map<String, Float> first = EventFiles.scalars(EventFiles.read(board(run, FIRST)));
        assertThat(EventFiles.scalars(EventFiles.read(board(run, SECOND))).keySet())
                .contains(EventFiles.at("loss/objective", 1))
                .allMatch(point -> point.endsWith("step 1"));
        assertThat(EventFiles.in(board(run, THIRD))).isEmpty();

        program(137, 0, "HALF_WRITTEN:/softmax.center.djl.seed-2/events", "resume", run.toString());
        assertThat(EventFiles.in(board(run, SECOND))).hasSize(1);
        assertThat(EventFiles.in(board(run, THIRD))).isEmpty();

        program(0, 0, "NAMED:/none", "resume", run.toString());
        assertComplete(run);
        assertThat(EventFiles.scalars(EventFiles.read(board(run, FIRST)))).isEqualTo(first);
    }

    @Test
    void anEventFileThatIsCutInTheMidstOfAnEpochIsWholeAfterResuming() throws Exception {
        Path results = folder.resolve("results");
        String file = SmallRun.write(folder).toString();
        program(137, 0, "HALF_ADDED:/triplet.djl.seed-1/events", "run", file, "--results", results.toString());
        Path run = SmallRun.only(results);
        Path events = EventFiles.in(board(run, SECOND)).get(0);
        long half = Files.size(events);

        program(0, 0, "NAMED:/none", "resume", run.toString());
        assertComplete(run);
        assertThat(Files.size(events)).isGreaterThan(half);
    }

    private Path board(Path run, String trial) {
        return folder.resolve("board/small").resolve(run.getFileName()).resolve(trial);
    }

    /** Fails unless each trial's events are those of its record, each once. */
    private void assertComplete(Path run) throws Exception {
        assertThat(RunFolder.open(run).missing()).isEmpty();
        for (TrialRecord trial : RunFolder.open(run).records(TrialRecord.class)) {
            List<Event> events = EventFiles.read(board(run, trial.id()));
            assertThat(EventFiles.scalars(events)).containsExactlyInAnyOrderEntriesOf(scalars(trial));
            assertThat(histograms(events)).isNotEmpty().doesNotHaveDuplicates();
        }
    }

    private void program(int code, int workers, String halt, String... command) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--tensorboard", folder.resolve("board").toString()));
        arguments.addAll(List.of("--workers", Integer.toString(workers), "--checkpoint", "0"));
        try (Program program = Program.start(List.of("metricloss.halt=" + halt), arguments)) {
            assertThat(program.await()).as(program.output()).isEqualTo(code);
        }
    }

    private static Map<String, Float> scalars(TrialRecord trial) {
        Map<String, Float> scalars = new LinkedHashMap<>();
        trial.epochs().forEach(epoch -> {
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("loss/objective", epoch.loss());
            epoch.termLosses().forEach((term, loss) -> values.put("loss/" + term, loss));
            epoch.diagnostics().forEach((name, value) -> values.put("diagnostics/" + name, value));
            values.put("seconds/data", epoch.seconds().data());
            values.put("seconds/step", epoch.seconds().step());
            values.put("seconds/evaluation", epoch.seconds().evaluation());
            values.put("samples", (double) epoch.samples());
            values.forEach((tag, value) -> scalars.put(EventFiles.at(tag, epoch.epoch()), value.floatValue()));
        });
        trial.measures()
                .forEach((name, value) ->
                        scalars.put(EventFiles.at("test/" + name, trial.epochs().size()), value.floatValue()));
        return scalars;
    }

    private static List<String> histograms(List<Event> events) {
        return events.stream()
                .flatMap(event -> event.getSummary().getValueList().stream()
                        .filter(value -> value.hasHisto())
                        .map(value -> EventFiles.at(value.getTag(), event.getStep())))
                .toList();
    }
}
