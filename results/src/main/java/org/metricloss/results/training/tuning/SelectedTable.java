package org.metricloss.results.training.tuning;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.metricloss.results.table.Columns;
import org.metricloss.results.training.record.TunedSetting;
import org.metricloss.results.training.run.RecordedRun;
import org.metricloss.results.training.summary.RunSummary;
import tech.tablesaw.api.Table;

/**
 * One row per objective of a run that tunes: the setting that its trials on the test part were given, the mean of the measure
 * over the validation folds, and what the choice cost. An objective that was not tuned has no setting and spent no trials.
 */
public final class SelectedTable {
    private record Row(RecordedRun run, Selection selection) {}

    private SelectedTable() {}

    /**
     * {@return what was selected; without rows where nothing is tuned}
     *
     * @param run a run, or several
     */
    public static Table of(RunSummary run) {
        List<Row> rows = run.runs().stream()
                .flatMap(recorded -> Selection.of(recorded).stream().map(selection -> new Row(recorded, selection)))
                .toList();
        return new Columns<>("selected", rows)
                .text("run", row -> row.run().label())
                .text("objective", row -> row.selection().objective())
                .text(
                        "engine",
                        row -> row.selection()
                                .tuning()
                                .map(ObjectiveTuning::engine)
                                .orElse(""))
                .text(
                        "setting",
                        row -> row.selection()
                                .chosen()
                                .map(chosen -> Integer.toString(chosen.number()))
                                .orElse(""))
                .settings(
                        "values",
                        row -> row.selection()
                                .chosen()
                                .map(TunedSetting::values)
                                .orElse(Map.of()))
                .text(
                        "measure",
                        row -> row.selection()
                                .tuning()
                                .map(tuning -> tuning.step().measure())
                                .orElse(""))
                .number(
                        "validationValue",
                        row -> row.selection().judged().map(TriedSetting::value).orElse(OptionalDouble.empty()))
                .integer(
                        "settingsTried",
                        row -> row.selection()
                                .tuning()
                                .map(ObjectiveTuning::settings)
                                .orElse(0))
                .integer(
                        "trialsSpent",
                        row -> row.selection()
                                .tuning()
                                .map(ObjectiveTuning::trials)
                                .orElse(0))
                .integer(
                        "trialsFailed",
                        row -> row.selection()
                                .tuning()
                                .map(ObjectiveTuning::failed)
                                .orElse(0))
                .table();
    }
}
