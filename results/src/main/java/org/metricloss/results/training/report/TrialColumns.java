package org.metricloss.results.training.report;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.metricloss.results.record.Machine;
import org.metricloss.results.record.RanOn;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.record.Term;
import org.metricloss.results.table.Columns;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.record.SeedDraws;
import org.metricloss.results.training.record.StopReason;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.TrialSetup;
import org.metricloss.results.training.record.ValidationPoint;
import org.metricloss.results.training.run.RecordedRun;
import org.metricloss.results.training.run.RecordedRuns;
import org.metricloss.results.training.run.ReproduceCommands;

/** The columns of a table of trials: the origin, cost and results of each. */
final class TrialColumns {
    private static final double BYTES_PER_MIB = 1 << 20;

    private TrialColumns() {}

    /** {@return the columns of the trials of these runs} */
    static Columns<TrialRecord> of(RecordedRuns run) {
        Map<TrialRecord, RecordedRun> runs = new IdentityHashMap<>();
        run.runs().forEach(recorded -> recorded.trials().forEach(trial -> runs.put(trial, recorded)));
        Columns<TrialRecord> columns = new Columns<>("trials");
        List<String> headlines =
                run.measures().stream().filter(RunMeasures.HEADLINES::contains).toList();
        headlines.forEach(measure -> shown(columns, run, measure));
        setup(columns, run);
        columns.text("run", trial -> runs.get(trial).label())
                .text("experimentSha256", trial -> runs.get(trial).manifest().experimentSha256())
                .text(
                        "gitCommit",
                        trial -> runs.get(trial).manifest().gitCommit().orElse(""));
        if (run.trials().stream().anyMatch(trial -> trial.setup().distance().isPresent())) {
            columns.text("distance", trial -> trial.setup().distance().orElse(""));
        }
        cost(columns, run);
        machines(columns, run);
        if (run.trials().stream()
                .anyMatch(trial -> trial.cost().seconds().preparation().isPresent())) {
            columns.number(
                    "preparationSeconds",
                    trial -> Columns.of(trial.cost().seconds().preparation()));
        }
        for (String measure : run.measures()) {
            columns.number(
                    measure,
                    trial -> Columns.of(Optional.ofNullable(trial.measures().get(measure))));
            if (!headlines.contains(measure)) {
                shown(columns, run, measure);
            }
        }
        ReproduceCommands commands = run.commands();
        return run.withSource(columns, List::of).details(trial -> provenance(trial, commands.of(List.of(trial))));
    }

    /** Adds a measure to the report, where those that decide stand first. */
    private static void shown(Columns<TrialRecord> columns, RecordedRuns run, String measure) {
        columns.figure(run.describedMeasures().title(measure), trial -> measure(trial, measure));
    }

    private static void setup(Columns<TrialRecord> columns, RecordedRuns run) {
        columns.label("trial", TrialRecord::id)
                .label("objective", trial -> trial.setup().objective())
                .text("terms", TrialColumns::terms)
                .text("engine", trial -> trial.setup().engine())
                .shownIfDifferent("engine", trial -> trial.setup().engine())
                .text("device", trial -> trial.setup().device())
                .integer("threads", trial -> trial.setup().threads())
                .integer("seed", trial -> trial.setup().seed())
                .figure("seed", trial -> Long.toString(trial.setup().seed()))
                .label("status", trial -> trial.status().words())
                .text("reason", trial -> trial.reason().orElse(""))
                .text("dataset", trial -> trial.setup().dataset().name())
                .text("datasetSha256", trial -> trial.setup().dataset().sha256())
                .integer("trainSamples", trial -> trial.setup().dataset().train())
                .integer("validationSamples", trial -> trial.setup().dataset().validation())
                .integer("testSamples", trial -> trial.setup().dataset().test())
                .integer("classes", trial -> trial.setup().dataset().classes())
                .text("imageShape", TrialColumns::imageShape)
                .text("normalisation", trial -> trial.setup().dataset().normalisation())
                .text("network", trial -> trial.setup().network().name())
                .text("layers", trial -> trial.setup().network().layers())
                .integer("embedding", trial -> trial.setup().network().embedding())
                .integer("parameters", trial -> trial.setup().network().parameters());
        if (run.trials().stream()
                .anyMatch(trial -> trial.setup().network().settings().isPresent())) {
            columns.settings(
                    "networkSettings",
                    trial -> trial.setup().network().settings().orElse(Map.of()));
        }
        columns.text("optimizer", trial -> trial.setup().optimizer().type())
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

    /** Names the machine of each trial if not all machines are alike. */
    private static void machines(Columns<TrialRecord> columns, RecordedRuns run) {
        if (run.hasUnlikeMachines()) {
            columns.text("architecture", trial -> machine(trial, Machine::architecture))
                    .text("processor", trial -> machine(trial, Machine::cpu))
                    .text("cores", trial -> machine(trial, machine -> Integer.toString(machine.cores())));
        }
    }

    private static String machine(TrialRecord trial, Function<Machine, String> trait) {
        return trial.ranOn().map(RanOn::machine).map(trait).orElse("");
    }

    private static void cost(Columns<TrialRecord> columns, RecordedRuns run) {
        boolean unlike = run.hasUnlikeMachines();
        columns.text(
                        "stopped",
                        trial -> trial.training().stop().map(StopReason::words).orElse(""))
                .integer("epochs", trial -> trial.epochs().size())
                .figure("epochs", trial -> Integer.toString(trial.epochs().size()))
                .text("testedEpoch", trial -> tested(trial, ValidationPoint::epoch))
                .text("testedStep", trial -> tested(trial, ValidationPoint::step))
                .integer("steps", trial -> trial.cost().steps())
                .integer("samplesSeen", trial -> trial.cost().samplesSeen())
                .integer("tuplesConsidered", trial -> trial.cost().tuplesConsidered())
                .integer("tuplesActive", trial -> trial.cost().tuplesActive())
                .number(
                        "dataSeconds",
                        trial -> OptionalDouble.of(trial.cost().seconds().data()))
                .number(
                        "stepSeconds",
                        trial -> OptionalDouble.of(trial.cost().seconds().step()))
                .number(
                        "evaluationSeconds",
                        trial -> OptionalDouble.of(trial.cost().seconds().evaluation()))
                .number("wallSeconds", trial -> OptionalDouble.of(trial.cost().wallSeconds()))
                .number("samplesPerSecond", trial -> trial.cost().samplesPerSecond())
                .text("sideBySide", trial -> trial.cost().sideBySide() ? "yes" : "no")
                .number(
                        "peakMemoryBytes",
                        trial -> Columns.of(trial.cost().peakMemoryBytes().map(Long::doubleValue)))
                .figure("wall s", trial -> seconds(trial, unlike, trial.cost().wallSeconds()))
                .figure(
                        "data s",
                        trial -> seconds(trial, unlike, trial.cost().seconds().data()))
                .figure(
                        "step s",
                        trial -> seconds(trial, unlike, trial.cost().seconds().step()))
                .figure(
                        "evaluation s",
                        trial -> seconds(trial, unlike, trial.cost().seconds().evaluation()))
                .figure("samples", trial -> Long.toString(trial.cost().samplesSeen()))
                .figure(
                        "peak MiB",
                        trial -> trial.cost()
                                .peakMemoryBytes()
                                .map(bytes -> NumberText.cost(bytes / BYTES_PER_MIB))
                                .orElse("-"));
    }

    private static String seconds(TrialRecord trial, boolean unlike, double seconds) {
        return NumberText.cost(seconds) + (unlike || trial.cost().sideBySide() ? " (*)" : "");
    }

    private static String measure(TrialRecord trial, String measure) {
        Double value = trial.measures().get(measure);
        return value == null || !Double.isFinite(value) ? "-" : NumberText.measure(value);
    }

    /** Returns a number of the tested point, empty if the last weights were tested. */
    private static String tested(TrialRecord trial, ToLongFunction<ValidationPoint> what) {
        return trial.training()
                .testedPoint()
                .map(point -> Long.toString(what.applyAsLong(point)))
                .orElse("");
    }

    /** Returns the terms as text, such as {@code 1.0 softmax() + 0.01 center(alpha=0.5; update=paper)}. */
    private static String terms(TrialRecord trial) {
        return trial.setup().terms().stream().map(TrialColumns::term).collect(Collectors.joining(" + "));
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

    /** Describes everything that was fixed before the trial's first step. */
    private static String provenance(TrialRecord trial, String command) {
        TrialSetup setup = trial.setup();
        List<String> lines = new ArrayList<>();
        trial.reason().ifPresent(reason -> lines.add("reason     " + reason));
        lines.add("terms      "
                + setup.terms().stream().map(TrialColumns::shownTerm).collect(Collectors.joining(" + ")));
        lines.add(
                "data       " + setup.dataset().name() + ", " + setup.dataset().train() + " training, "
                        + setup.dataset().validation() + " validation, "
                        + setup.dataset().test() + " test images, "
                        + setup.dataset().classes() + " classes, pixels "
                        + setup.dataset().normalisation() + ", sha-256 "
                        + setup.dataset().sha256());
        lines.add(
                "network    " + setup.network().name() + ", " + setup.network().embedding() + " dimensions, "
                        + setup.network().parameters() + " parameters"
                        + setup.network().settings().map(all -> ", " + all).orElse(""));
        lines.add("layers     " + setup.network().layers());
        lines.add("optimizer  " + setup.optimizer().type() + ", "
                + setup.optimizer().settings());
        lines.add("batch      " + setup.batch());
        lines.add("ran on     " + setup.engine() + ", " + setup.device() + ", " + setup.threads()
                + " threads, versions " + setup.versions());
        trial.cost()
                .hostBytesPerStep()
                .ifPresent(bytes -> lines.add(String.format(
                        Locale.ROOT, "copied     %,d bytes per step between the GPU and the host", bytes)));
        trial.ranOn().flatMap(RanOn::executor).ifPresent(executor -> lines.add("executor   " + executor));
        lines.add("record     trials/" + trial.id() + ".json");
        lines.add("again      " + command);
        return String.join("\n", lines);
    }

    private static String shownTerm(Term term) {
        return String.format(
                Locale.ROOT, "%s %s%s", NumberText.cost(term.weight()), term.loss(), term.hyperparameters());
    }
}
