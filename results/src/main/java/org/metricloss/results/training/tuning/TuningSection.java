package org.metricloss.results.training.tuning;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.table.Columns;
import org.metricloss.results.table.Csv;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.record.TunedSetting;
import org.metricloss.results.training.record.TuningStep;
import org.metricloss.results.training.run.RecordedRun;
import org.metricloss.results.training.run.RecordedRuns;
import tech.tablesaw.api.Table;

/**
 * The settings that were tried for each objective, and the one that was chosen for the comparison.
 *
 * @param runs the runs
 * @param selections the settings that were chosen in these runs
 */
public record TuningSection(RecordedRuns runs, List<Selection> selections) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        if (selections.isEmpty()) {
            return;
        }
        out.heading(2, "Tuning");
        runs.runs().forEach(run -> introduce(run, out));
        out.table(columns().report(selections));
        out.paragraph("Every trial is in tables/tuning.csv.");
    }

    private void introduce(RecordedRun run, ReportWriter out) {
        List<ObjectiveTuning> tunings = selections.stream()
                .filter(selection -> selection.run() == run)
                .flatMap(selection -> selection.tuning().stream())
                .toList();
        if (tunings.isEmpty()) {
            return;
        }
        TuningStep step = tunings.get(0).step();
        String measure = run.measures().title(step.measure());
        out.explanation(
                "Settings were tried on the training part alone, by cross-validation with " + step.folds()
                        + " folds. The best mean " + measure + " was chosen.",
                "A setting of which a trial failed, diverged or collapsed counts"
                        + " as worse than all others." + halving(tunings) + budget(tunings, run)
                        + " The chosen setting was then trained anew with the seeds of the comparison, on the training part, and"
                        + " tested: the test part selected nothing.");
    }

    private static String halving(List<ObjectiveTuning> tunings) {
        IntSummaryStatistics rungs =
                tunings.stream().mapToInt(tuning -> tuning.step().rungs()).summaryStatistics();
        if (rungs.getMax() == 1) {
            return "";
        }
        boolean same = rungs.getMin() == rungs.getMax();
        return " There were " + (same ? "" : "up to ") + rungs.getMax()
                + " rungs: the best settings of each went on to the next, where they were trained anew on more"
                + " of the budget. "
                + (same
                        ? "The last rung alone decided."
                        : "An objective with few settings had fewer rungs. The last rung of an objective alone decided.");
    }

    /** Says with which budget settings were chosen; objectives with few settings are chosen on an earlier rung. */
    private static String budget(List<ObjectiveTuning> tunings, RecordedRun run) {
        Map<String, List<String>> objectives = new LinkedHashMap<>();
        for (ObjectiveTuning tuning : tunings) {
            tuning.ranked(tuning.step().rungs()).stream()
                    .flatMap(setting -> setting.trials().stream())
                    .findFirst()
                    .flatMap(trial -> trial.setup().budget())
                    .ifPresent(budget -> objectives
                            .computeIfAbsent(budget.words(run.measures()), unseen -> new ArrayList<>())
                            .add(tuning.objective()));
        }
        if (objectives.isEmpty()) {
            return "";
        }
        // Before a run has ended, the last rung of some objectives has no trial.
        boolean same = objectives.values().iterator().next().size() == tunings.size();
        return objectives.entrySet().stream()
                .map(budget -> budget.getKey() + (same ? "" : " (" + String.join(", ", budget.getValue()) + ")"))
                .collect(Collectors.joining(" or ", " Each trial that decided had a budget of ", "."));
    }

    @Override
    public void writeTables(DerivedFiles folder) {
        Csv.writeIfAny(folder, TuningTrials.table(runs));
        Csv.writeIfAny(folder, table());
    }

    /**
     * {@return one row per objective of a run that tunes: the setting of its trials on the test part, the mean of the
     * measure over the validation folds, and the number of trials that tuning took. An objective that was not tuned has
     * no setting and 0 trials}
     */
    public Table table() {
        return columns().table(selections);
    }

    private static Columns<Selection> columns() {
        return new Columns<Selection>("selected")
                .text("run", selection -> selection.run().label())
                .label("objective", Selection::objective)
                .text("engine", selection -> of(selection, ObjectiveTuning::engine, ""))
                .text(
                        "setting",
                        selection -> selection
                                .chosen()
                                .map(chosen -> Integer.toString(chosen.number()))
                                .orElse(""))
                .settings(
                        "values",
                        selection ->
                                selection.chosen().map(TunedSetting::values).orElse(Map.of()))
                .shown("chosen setting", TuningSection::chosen)
                .text(
                        "measure",
                        selection -> of(selection, tuning -> tuning.step().measure(), ""))
                .number(
                        "validationValue",
                        selection -> selection.judged().map(TriedSetting::value).orElse(OptionalDouble.empty()))
                .figure(
                        "validation value",
                        selection ->
                                selection.judged().map(TuningSection::value).orElse("-"))
                .integer("settingsTried", selection -> of(selection, ObjectiveTuning::settings, 0))
                .figure(
                        "settings tried",
                        selection -> of(selection, ObjectiveTuning::settings, 0).toString())
                .integer("trialsSpent", selection -> of(selection, ObjectiveTuning::trials, 0))
                .figure(
                        "trials",
                        selection -> of(selection, ObjectiveTuning::trials, 0).toString())
                .integer("trialsFailed", selection -> of(selection, ObjectiveTuning::failed, 0))
                .figure(
                        "failed",
                        selection -> of(selection, ObjectiveTuning::failed, 0).toString())
                .details(TuningSection::details);
    }

    private static <V> V of(Selection selection, Function<ObjectiveTuning, V> value, V notTuned) {
        return selection.tuning().map(value).orElse(notTuned);
    }

    private static String chosen(Selection selection) {
        if (selection.tuning().isEmpty()) {
            return "not tuned: it has no ranges";
        }
        return selection
                .chosen()
                .map(chosen -> joined(chosen.values()))
                .orElse(selection.isWithoutChoice() ? "none: no setting could be judged" : "not chosen yet");
    }

    /** Lists each rung's settings, best first. */
    private static String details(Selection selection) {
        List<String> lines = new ArrayList<>();
        selection.tuning().ifPresent(tuning -> {
            int rungs = tuning.step().rungs();
            for (int rung = 1; rung <= rungs; rung++) {
                if (rungs > 1) {
                    lines.add("rung " + rung + " of " + rungs);
                }
                tuning.ranked(rung)
                        .forEach(setting -> lines.add(value(setting) + "  setting " + setting.number() + ": "
                                + joined(setting.values()) + failed(setting)));
            }
        });
        return lines.isEmpty() ? "no setting was tried" : String.join("\n", lines);
    }

    private static String failed(TriedSetting setting) {
        return setting.failed() == 0
                ? ""
                : setting.trials().stream()
                        .filter(trial -> !trial.isFinished())
                        .map(trial -> trial.status().words())
                        .distinct()
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String value(TriedSetting setting) {
        return setting.value().isPresent() ? NumberText.measure(setting.value().getAsDouble()) : "none";
    }

    private static String joined(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining(", "));
    }
}
