package org.metricloss.results.training.report;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.metricloss.results.record.Term;
import org.metricloss.results.table.Columns;
import org.metricloss.results.training.record.SeedDraws;
import org.metricloss.results.training.record.StopReason;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.ValidationPoint;
import org.metricloss.results.training.run.RecordedRun;
import org.metricloss.results.training.summary.RunSummary;
import tech.tablesaw.api.Table;

/** One row per ended trial, failed ones included: where it comes from, what it cost, what it reached. */
public final class TrialTable {
    private TrialTable() {}

    /**
     * {@return its trials in the order of the plan}
     *
     * @param run a run
     */
    public static Table of(RunSummary run) {
        Map<TrialRecord, RecordedRun> runs = new IdentityHashMap<>();
        run.runs().forEach(recorded -> recorded.trials().forEach(trial -> runs.put(trial, recorded)));
        Columns<TrialRecord> columns = new Columns<>("trials", run.trials());
        setup(columns, run);
        columns.text("run", trial -> runs.get(trial).label())
                .text("experimentSha256", trial -> runs.get(trial).manifest().experimentSha256())
                .text(
                        "gitCommit",
                        trial -> runs.get(trial).manifest().gitCommit().orElse(""));
        cost(columns);
        for (String measure : run.measures()) {
            columns.number(
                    measure,
                    trial -> Columns.of(Optional.ofNullable(trial.measures().get(measure))));
        }
        return columns.text("command", trial -> run.command(List.of(trial))).table();
    }

    private static void setup(Columns<TrialRecord> columns, RunSummary run) {
        columns.text("trial", TrialRecord::id)
                .text("objective", trial -> trial.setup().objective())
                .text("terms", TrialTable::terms)
                .text("engine", trial -> trial.setup().engine())
                .text("device", trial -> trial.setup().device())
                .integer("threads", trial -> trial.setup().threads())
                .integer("seed", trial -> trial.setup().seed())
                .text("status", trial -> trial.status().words())
                .text("reason", trial -> trial.reason().orElse(""))
                .text("dataset", trial -> trial.setup().dataset().name())
                .text("datasetSha256", trial -> trial.setup().dataset().sha256())
                .integer("trainSamples", trial -> trial.setup().dataset().train())
                .integer("validationSamples", trial -> trial.setup().dataset().validation())
                .integer("testSamples", trial -> trial.setup().dataset().test())
                .integer("classes", trial -> trial.setup().dataset().classes())
                .text("imageShape", TrialTable::imageShape)
                .text("normalisation", trial -> trial.setup().dataset().normalisation())
                .text("network", trial -> trial.setup().network().name())
                .text("layers", trial -> trial.setup().network().layers())
                .integer("embedding", trial -> trial.setup().network().embedding())
                .integer("parameters", trial -> trial.setup().network().parameters())
                .text("optimizer", trial -> trial.setup().optimizer().type())
                .settings(
                        "optimizerSettings", trial -> trial.setup().optimizer().settings())
                .settings("batch", trial -> trial.setup().batch())
                .text(
                        "budget",
                        trial -> trial.setup()
                                .budget()
                                .map(budget -> budget.words(run.describedMeasures()))
                                .orElse(""))
                .settings("versions", trial -> trial.setup().versions())
                .text("splitSha256", trial -> draw(trial, SeedDraws::split))
                .text("initialWeightsSha256", trial -> draw(trial, SeedDraws::initialWeights))
                .text("batchesSha256", trial -> draw(trial, SeedDraws::batches));
    }

    private static void cost(Columns<TrialRecord> columns) {
        columns.text(
                        "stopped",
                        trial -> trial.training().stop().map(StopReason::words).orElse(""))
                .integer("epochs", trial -> trial.epochs().size())
                .text("testedEpoch", trial -> tested(trial, ValidationPoint::epoch))
                .text("testedStep", trial -> tested(trial, ValidationPoint::step))
                .integer("steps", trial -> trial.cost().steps())
                .integer("samplesSeen", trial -> trial.cost().samplesSeen())
                .integer("tuplesConsidered", trial -> trial.cost().tuplesConsidered())
                .integer("tuplesActive", trial -> trial.cost().tuplesActive())
                .phases(trial -> trial.cost().seconds())
                .number("wallSeconds", trial -> OptionalDouble.of(trial.cost().wallSeconds()))
                .number("samplesPerSecond", trial -> trial.cost().samplesPerSecond())
                .text("sideBySide", trial -> trial.cost().sideBySide() ? "yes" : "no")
                .number(
                        "peakMemoryBytes",
                        trial -> Columns.of(trial.cost().peakMemoryBytes().map(Long::doubleValue)));
    }

    /** Empty where the last weights were tested. */
    private static String tested(TrialRecord trial, ToLongFunction<ValidationPoint> what) {
        return trial.training()
                .testedPoint()
                .map(point -> Long.toString(what.applyAsLong(point)))
                .orElse("");
    }

    /** Such as {@code 1.0 softmax() + 0.01 center(alpha=0.5; update=paper)}. */
    private static String terms(TrialRecord trial) {
        return trial.setup().terms().stream().map(TrialTable::term).collect(Collectors.joining(" + "));
    }

    private static String term(Term term) {
        return term.weight() + " " + term.loss() + "(" + Columns.joined(term.hyperparameters()) + ")";
    }

    private static String draw(TrialRecord trial, Function<SeedDraws, String> hash) {
        return trial.setup().draws().map(hash).orElse("");
    }

    private static String imageShape(TrialRecord trial) {
        return trial.setup().dataset().imageShape().stream()
                .map(Object::toString)
                .collect(Collectors.joining("x"));
    }
}
