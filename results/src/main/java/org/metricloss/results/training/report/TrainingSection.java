package org.metricloss.results.training.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.report.ReportTable;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.record.BudgetRecord;
import org.metricloss.results.training.record.StopReason;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.ValidationPoint;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.summary.CostSection;
import org.metricloss.results.training.summary.RunSummary;
import org.metricloss.results.training.target.TimeToTarget;

/** How long trials trained, why they ended, which weights were tested, and how long it took to reach the target. */
final class TrainingSection implements ReportSection {
    private static final List<String> TIMES = List.of(
            "objective",
            "engine",
            "target",
            "seeds",
            "reached",
            "never",
            "median s",
            "95% interval",
            "median samples",
            "95% interval");

    @Override
    public void write(ReportInput input, ReportWriter out) {
        RunSummary run = input.summary();
        Map<BudgetRecord, List<String>> budgets = budgets(input);
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
                + " The test part chose nothing."
                + (validated
                        ? " What trials reached on the validation part, over training seconds and over samples:"
                        : ""));
        TrainingCharts.curves(input).forEach(out::figure);
        if (validated) {
            out.records(ReportTable.of("tables/curves.csv", CurveTable.of(run)));
        }
        out.table(ReportTable.of(
                "tables/trials.csv",
                List.of("objective", "engine", "training ended by (trials)", "weights tested of epoch (trials)"),
                run.objectives().stream().map(TrainingSection::endings).toList(),
                0));
        List<TimeToTarget> times = TimeToTarget.of(run);
        if (!times.isEmpty()) {
            out.paragraph(
                    "Time to the target on the validation part, of training alone, at the first validation that shows it. A trial that never"
                            + " reaches it, or does not finish, counts as one that needs infinitely long. Intervals of the median hold"
                            + " for any distribution and need six seeds.");
            out.table(ReportTable.of(
                            "tables/time_to_target.csv",
                            TIMES,
                            times.stream().map(TrainingSection::time).toList(),
                            TIMES.size() - 3)
                    .withDetails(times.stream()
                            .map(time -> RowSource.of(run, time.summary().trials()))
                            .toList()));
            TrainingCharts.timeToTarget(times, input).ifPresent(out::figure);
            if (times.stream().anyMatch(time -> time.sideBySide() > 0)) {
                out.paragraph(CostSection.SIDE_BY_SIDE);
            }
        }
    }

    /** The objectives by their budgets; none of trials in records of older versions. */
    private static Map<BudgetRecord, List<String>> budgets(ReportInput input) {
        Map<BudgetRecord, List<String>> budgets = new LinkedHashMap<>();
        for (ObjectiveSummary objective : input.summary().objectives()) {
            objective.trials().stream()
                    .flatMap(trial -> trial.setup().budget().stream())
                    .distinct()
                    .forEach(budget -> budgets.computeIfAbsent(budget, unseen -> new ArrayList<>())
                            .add(input.name(objective)));
        }
        return budgets;
    }

    private static String words(BudgetRecord budget, RunMeasures measures) {
        return " trains for " + budget.words(measures) + ". Tested are the "
                + (budget.select().equals(BudgetRecord.LAST)
                        ? "weights after the last step."
                        : "weights that were " + budget.select() + " on the validation part, the first of equal ones.");
    }

    private static List<String> endings(ObjectiveSummary objective) {
        return List.of(
                objective.objective(),
                objective.engine(),
                counts(
                        objective.trials(),
                        trial -> trial.training()
                                .stop()
                                .map(StopReason::words)
                                .orElse(wasTested(trial) ? "not recorded" : "broke off")),
                counts(
                        objective.trials().stream()
                                .filter(TrainingSection::wasTested)
                                .toList(),
                        trial -> Integer.toString(trial.training()
                                .testedPoint()
                                .map(ValidationPoint::epoch)
                                .orElse(trial.epochs().size()))));
    }

    /** A trial that collapsed was tested, too; one that broke off, say by diverging, was not. */
    private static boolean wasTested(TrialRecord trial) {
        return !trial.measures().isEmpty();
    }

    /** Such as {@code target (2), samples (1)}. */
    private static String counts(List<TrialRecord> trials, Function<TrialRecord, String> of) {
        Map<String, Long> counts =
                trials.stream().collect(Collectors.groupingBy(of, TreeMap::new, Collectors.counting()));
        return counts.isEmpty()
                ? "-"
                : counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                        .collect(Collectors.joining(", "));
    }

    private static List<String> time(TimeToTarget time) {
        String mark = time.sideBySide() > 0 ? " (*)" : "";
        return List.of(
                time.objective(),
                time.engine(),
                time.targetWords(),
                Integer.toString(time.seeds()),
                Integer.toString(time.reached()),
                Integer.toString(time.neverReached()),
                number(time.seconds().median().median()) + mark,
                interval(time.seconds()) + mark,
                number(time.samples().median().median()),
                interval(time.samples()));
    }

    private static String interval(TimeToTarget.Amount amount) {
        OptionalDouble low = amount.median().low();
        return low.isEmpty()
                ? "-"
                : number(low.getAsDouble()) + " to "
                        + number(amount.median().high().getAsDouble());
    }

    private static String number(double amount) {
        return Double.isInfinite(amount) ? "never" : NumberText.cost(amount);
    }
}
