package org.metricloss.results.training.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.metricloss.results.report.ReportTable;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.record.TuningStep;
import org.metricloss.results.training.report.ReportInput;
import org.metricloss.results.training.report.ReportSection;
import org.metricloss.results.training.run.RecordedRun;

/** Which settings were tried of each objective, and which of them was compared. */
public final class TuningSection implements ReportSection {
    private static final List<String> HEADER =
            List.of("objective", "chosen setting", "validation value", "settings tried", "trials", "failed");

    @Override
    public void write(ReportInput input, ReportWriter out) {
        List<Selection> selections = input.summary().runs().stream()
                .map(Selection::of)
                .flatMap(List::stream)
                .toList();
        if (selections.isEmpty()) {
            return;
        }
        out.heading(2, "Tuning");
        input.summary().runs().forEach(run -> introduce(run, out));
        out.table(ReportTable.of(
                        "tables/selected.csv",
                        HEADER,
                        selections.stream().map(TuningSection::row).toList(),
                        4)
                .withDetails(selections.stream().map(TuningSection::details).toList()));
        out.paragraph("Every trial is in tables/tuning.csv.");
    }

    private static void introduce(RecordedRun run, ReportWriter out) {
        List<ObjectiveTuning> tunings = ObjectiveTuning.of(run.tuning(), run.measures());
        if (tunings.isEmpty()) {
            return;
        }
        TuningStep step = tunings.get(0).step();
        String measure = run.measures().title(step.measure());
        out.paragraph("Settings were tried on the training part alone, divided into " + step.folds()
                + " folds: each was trained on all but one of them and judged on that one, fold by fold, and the one with"
                + " the best mean " + measure
                + " was chosen. A setting of which a trial failed, diverged or collapsed counts"
                + " as worse than all others." + halving(step)
                + " The chosen setting was then trained anew with the seeds of the comparison, on the training part, and"
                + " tested: the test part selected nothing.");
    }

    private static String halving(TuningStep step) {
        return step.rungs() == 1
                ? ""
                : " There were " + step.rungs()
                        + " rungs: the best settings of each went on to the next, where they were trained anew on more"
                        + " of the budget; the last rung had all of it, and it alone decided.";
    }

    private static List<String> row(Selection selection) {
        return List.of(
                selection.objective(),
                selection.tuning().isEmpty()
                        ? "not tuned: it has no ranges"
                        : selection
                                .chosen()
                                .map(chosen -> joined(chosen.values()))
                                .orElse("not chosen yet"),
                selection.judged().map(TuningSection::value).orElse("-"),
                count(selection.tuning().map(ObjectiveTuning::settings).orElse(0)),
                count(selection.tuning().map(ObjectiveTuning::trials).orElse(0)),
                count(selection.tuning().map(ObjectiveTuning::failed).orElse(0)));
    }

    /** Each rung's settings, best first. */
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

    private static String count(int number) {
        return Integer.toString(number);
    }
}
