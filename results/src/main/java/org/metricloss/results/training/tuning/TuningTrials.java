package org.metricloss.results.training.tuning;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.metricloss.results.table.Columns;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.TunedSetting;
import org.metricloss.results.training.record.TuningStep;
import org.metricloss.results.training.run.RecordedRuns;
import tech.tablesaw.api.Table;

/** The table of the trials that tune. */
public final class TuningTrials {
    private TuningTrials() {}

    /**
     * {@return one row per ended trial that tunes, failed ones included, in the order of the plan: a setting on one fold of the
     * training part, at one rung}
     *
     * @param run the runs
     */
    public static Table table(RecordedRuns run) {
        Columns<TrialRecord> columns = new Columns<>("tuning");
        columns.text("trial", TrialRecord::id)
                .text("objective", trial -> trial.setup().objective())
                .text("engine", trial -> trial.setup().engine())
                .integer("setting", trial -> tuned(trial).number())
                .settings("values", trial -> tuned(trial).values())
                .integer("rung", trial -> step(trial).rung())
                .integer("rungs", trial -> step(trial).rungs())
                .integer("fold", trial -> step(trial).fold())
                .integer("folds", trial -> step(trial).folds())
                .integer("seed", trial -> trial.setup().seed())
                .integer("trainSamples", trial -> trial.setup().dataset().train())
                .integer("validationSamples", trial -> trial.setup().dataset().validation())
                .text(
                        "budget",
                        trial -> trial.setup()
                                .budget()
                                .map(budget -> budget.words(run.describedMeasures()))
                                .orElse(""))
                .integer("epochs", trial -> trial.epochs().size())
                .integer("samplesSeen", trial -> trial.cost().samplesSeen())
                .text("status", trial -> trial.status().words())
                .text("reason", trial -> trial.reason().orElse(""))
                .text("measure", trial -> step(trial).measure())
                .number("validationValue", TuningTrials::value)
                .number("wallSeconds", trial -> OptionalDouble.of(trial.cost().wallSeconds()));
        return run.withSource(columns, List::of).table(run.tuning());
    }

    private static TunedSetting tuned(TrialRecord trial) {
        return trial.setup().tuned().orElseThrow();
    }

    private static TuningStep step(TrialRecord trial) {
        return trial.setup().tuningStep().orElseThrow();
    }

    private static OptionalDouble value(TrialRecord trial) {
        return Columns.of(
                Optional.ofNullable(trial.measures().get(step(trial).measure())).filter(value -> trial.isFinished()));
    }
}
