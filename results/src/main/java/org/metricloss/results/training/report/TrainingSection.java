package org.metricloss.results.training.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.table.Columns;
import org.metricloss.results.table.Csv;
import org.metricloss.results.table.ReportTable;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.record.BudgetRecord;
import org.metricloss.results.training.record.StopReason;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.ValidationPoint;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * The length of training, why it ended, and which weights were tested.
 *
 * @param run the runs
 */
record TrainingSection(RecordedRuns run) implements ReportSection {
    private static final Columns<ObjectiveSummary> ENDINGS = new Columns<ObjectiveSummary>("trials")
            .label("objective", ObjectiveSummary::objective)
            .text("engine", ObjectiveSummary::engine)
            .shownIfDifferent("engine", ObjectiveSummary::engine)
            .shown("training ended by (trials)", TrainingSection::ends)
            .shown("weights tested of epoch (trials)", TrainingSection::testedEpochs);

    @Override
    public void write(ReportWriter out) {
        Map<BudgetRecord, List<String>> budgets = budgets();
        boolean validated = run.trials().stream()
                .anyMatch(trial -> !trial.training().validation().isEmpty());
        if (budgets.isEmpty() || !validated && budgets.keySet().stream().allMatch(BudgetRecord::isEpochsAlone)) {
            return;
        }
        out.heading(2, "Training");
        boolean one = budgets.size() == 1
                && run.trials().stream()
                        .allMatch(trial -> trial.setup().budget().isPresent());
        out.paragraph(budgets.entrySet().stream()
                        .map(budget -> "A trial" + (one ? "" : " of " + NumberText.list(budget.getValue()))
                                + words(budget.getKey(), run.describedMeasures()))
                        .collect(Collectors.joining(" "))
                + " Nothing was chosen by the test part."
                + (validated
                        ? " What trials reached on the validation part, over training seconds and over samples:"
                        : ""));
        TrainingCharts.curves(run).forEach(out::figure);
        if (validated) {
            out.records(ReportTable.of("tables/curves.csv", CurveTable.of(run)));
        }
        out.table(ENDINGS.report(run.objectives()));
    }

    @Override
    public void writeTables(DerivedFiles folder) {
        Csv.writeIfAny(folder, CurveTable.of(run));
    }

    /** Returns the objectives by their budgets. Records of older versions have no budget. */
    private Map<BudgetRecord, List<String>> budgets() {
        Map<BudgetRecord, List<String>> budgets = new LinkedHashMap<>();
        for (ObjectiveSummary objective : run.objectives()) {
            objective.trials().stream()
                    .flatMap(trial -> trial.setup().budget().stream())
                    .distinct()
                    .forEach(budget -> budgets.computeIfAbsent(budget, unseen -> new ArrayList<>())
                            .add(run.name(objective)));
        }
        return budgets;
    }

    private static String words(BudgetRecord budget, RunMeasures measures) {
        return " trains for " + budget.words(measures) + ". "
                + (budget.select().equals(BudgetRecord.LAST)
                        ? "The weights after the last step are tested."
                        : "The weights that were " + budget.select()
                                + " on the validation part are tested, the first of equal ones.");
    }

    private static String ends(ObjectiveSummary objective) {
        return counts(
                objective.trials(),
                trial -> trial.training()
                        .stop()
                        .map(StopReason::words)
                        .orElse(wasTested(trial) ? "not recorded" : "broke off"));
    }

    private static String testedEpochs(ObjectiveSummary objective) {
        return counts(
                objective.trials().stream().filter(TrainingSection::wasTested).toList(),
                trial -> Integer.toString(trial.training()
                        .testedPoint()
                        .map(ValidationPoint::epoch)
                        .orElse(trial.epochs().size())));
    }

    /** A trial that collapsed was tested, too. A trial that was interrupted, for example by divergence, was not. */
    private static boolean wasTested(TrialRecord trial) {
        return !trial.measures().isEmpty();
    }

    /** Counts trials by a text, such as {@code target (2), samples (1)}. */
    private static String counts(List<TrialRecord> trials, Function<TrialRecord, String> of) {
        Map<String, Long> counts =
                trials.stream().collect(Collectors.groupingBy(of, TreeMap::new, Collectors.counting()));
        return counts.isEmpty()
                ? "-"
                : counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                        .collect(Collectors.joining(", "));
    }
}
