package org.metricloss.results.training.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.metricloss.results.record.Machine;
import org.metricloss.results.record.RanOn;
import org.metricloss.results.table.Columns;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.RecordedRun;
import org.metricloss.results.training.run.RecordedRuns;

/** What each executor of a cluster ran. */
final class ExecutorTable {
    private ExecutorTable() {}

    /**
     * An executor and its trials.
     *
     * @param run the label of its run
     * @param executor its name
     * @param machine its machine
     * @param trials the trials that it ended, those that tune included
     */
    record Executor(String run, String executor, Machine machine, List<TrialRecord> trials) {
        private long failed() {
            return trials.stream().filter(trial -> !trial.isFinished()).count();
        }

        private double seconds() {
            return trials.stream().mapToDouble(TrialRecord::wallSeconds).sum();
        }
    }

    /** {@return the executors that records name, in the order of their first trials; empty for runs without a cluster} */
    static List<Executor> executors(RecordedRuns runs) {
        return runs.runs().stream().flatMap(run -> executors(run).stream()).toList();
    }

    private static List<Executor> executors(RecordedRun run) {
        // The memory of one machine varies a little from start to start.
        Map<List<Object>, List<TrialRecord>> byPlace = new LinkedHashMap<>();
        Stream.concat(run.tuning().stream(), run.trials().stream())
                .forEach(trial -> trial.ranOn()
                        .filter(place -> place.executor().isPresent())
                        .ifPresent(place -> byPlace.computeIfAbsent(
                                        List.of(
                                                place.executor(),
                                                place.machine().hardware()),
                                        unseen -> new ArrayList<>())
                                .add(trial)));
        return byPlace.values().stream().map(trials -> executor(run, trials)).toList();
    }

    private static Executor executor(RecordedRun run, List<TrialRecord> trials) {
        RanOn place = trials.get(0).ranOn().orElseThrow();
        return new Executor(run.label(), place.executor().orElseThrow(), place.machine(), trials);
    }

    /** {@return one row per executor: its machine, how many trials it ended, and their wall time together} */
    static Columns<Executor> columns() {
        return new Columns<Executor>("executors")
                .text("run", Executor::run)
                .label("executor", Executor::executor)
                .label("architecture", executor -> executor.machine().architecture())
                .label("processor", executor -> executor.machine().cpu())
                .integer("cores", executor -> executor.machine().cores())
                .figure("cores", executor -> Integer.toString(executor.machine().cores()))
                .integer("ended", executor -> executor.trials().size())
                .figure("ended", executor -> Integer.toString(executor.trials().size()))
                .integer("failed", Executor::failed)
                .figure("failed", executor -> Long.toString(executor.failed()))
                .number("wallSeconds", executor -> OptionalDouble.of(executor.seconds()))
                .figure("wall s", executor -> NumberText.cost(executor.seconds()));
    }
}
