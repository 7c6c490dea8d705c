package org.metricloss.experiments.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.experiments.tensorboard.EventFiles;
import org.metricloss.results.record.TrialRecord;
import org.metricloss.results.store.RunFolder;
import org.tensorflow.proto.Event;

/** Event files of a run that is cut: what has ended is there, and resuming adds what is missing and doubles nothing. */
class TensorBoardResumeTest {
    private static final String FIRST = "softmax+center.djl.seed-1";
    private static final String SECOND = "triplet.djl.seed-1";
    private static final String THIRD = "softmax+center.djl.seed-2";

    @TempDir
    private Path folder;

    /** Cut once in the second trial, and once in the midst of writing the third trial's events. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void everyPointIsThereOnceAfterTwoCuts(int workers) throws Exception {
        Path results = folder.resolve("results");
        String file = SmallRun.write(folder).toString();
        // Within training; a worker that dies there would cut no run, so with workers it is within the writing of its
        // events.
        String cut = workers == 0
                ? "NAMED:/checkpoints/triplet.*seed-1/epoch-000002-step-0*4[.]"
                : "HALF_WRITTEN:/triplet.djl.seed-1/events";
        program(137, workers, List.of("metricloss.halt=" + cut), "run", file, "--results", results.toString());
        Path run = SmallRun.only(results);
        Path board = folder.resolve("board/small").resolve(run.getFileName());
        assertThat(RunFolder.open(run).missing()).as("trials still to come").isNotEmpty();
        Map<String, Float> first = EventFiles.scalars(EventFiles.read(board.resolve(FIRST)));
        assertThat(EventFiles.in(board.resolve(SECOND))).isEmpty();
        assertThat(EventFiles.in(board.resolve(THIRD))).isEmpty();

        String again = "metricloss.halt=HALF_WRITTEN:/softmax.center.djl.seed-2/events";
        program(137, workers, List.of(again), "resume", run.toString());
        assertThat(EventFiles.in(board.resolve(SECOND))).hasSize(1);
        assertThat(RunFolder.open(run).hasRecord(THIRD)).isTrue();
        assertThat(EventFiles.in(board.resolve(THIRD))).isEmpty();

        program(0, workers, List.of(), "resume", run.toString());
        List<TrialRecord> trials = RunFolder.open(run).trials();
        assertThat(trials).hasSize(4).allMatch(trial -> trial.epochs().size() == 3);
        for (TrialRecord trial : trials) {
            List<Event> events = EventFiles.read(board.resolve(trial.id()));
            assertThat(EventFiles.scalars(events)).containsExactlyInAnyOrderEntriesOf(scalars(trial));
            assertThat(histograms(events)).isNotEmpty().doesNotHaveDuplicates();
        }
        assertThat(EventFiles.scalars(EventFiles.read(board.resolve(FIRST)))).isEqualTo(first);
    }

    private void program(int code, int workers, List<String> properties, String... command) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--tensorboard", folder.resolve("board").toString()));
        arguments.addAll(List.of("--workers", Integer.toString(workers), "--checkpoint", "0"));
        try (Program program = Program.start(properties, arguments)) {
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
        trial.measures().forEach((name, value) -> scalars.put(EventFiles.at("test/" + name, 3), value.floatValue()));
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
