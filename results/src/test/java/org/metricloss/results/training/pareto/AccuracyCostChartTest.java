package org.metricloss.results.training.pareto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;
import org.metricloss.results.Variant;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XySeries;
import org.metricloss.results.training.record.BudgetRecord;
import org.metricloss.results.training.record.StopReason;
import org.metricloss.results.training.record.TrainingRecord;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.report.RunReport;
import org.metricloss.results.training.summary.RunSummary;

class AccuracyCostChartTest {
    /** Where a budget of seconds ended trials, and where one of them has no value of the measure. */
    @Test
    void figureShowsTheTimesOfTheTable() {
        BudgetRecord twoSeconds = new BudgetRecord(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(2.0),
                Optional.empty(),
                Map.of(),
                BudgetRecord.LAST);
        List<TrialRecord> trials = new ArrayList<>();
        for (TrialRecord trial : SampleRun.trials()) {
            trials.add(
                    trial.setup().objective().equals("softmax+center")
                            ? Variant.of(
                                    trial,
                                    "setup",
                                    Variant.of(trial.setup(), "budget", Optional.of(twoSeconds)),
                                    "trained",
                                    Optional.of(new TrainingRecord(
                                            Optional.of(StopReason.SECONDS), List.of(), Optional.empty())))
                            : trial);
        }
        trials.set(0, Variant.of(trials.get(0), "measures", Map.of("mapAtR", 0.5)));
        RunSummary summary = RunSummary.of(SampleRun.manifest(), trials);
        List<ParetoPoint> points = summary.pareto().points();
        List<XySeries> drawn = AccuracyCostChart.of(summary.pareto()).orElseThrow().first().series().stream()
                .filter(series -> series.mark() == XySeries.Mark.LABELLED_POINTS)
                .toList();
        assertThat(points)
                .extracting(point -> point.seconds().mean())
                .hasSize(4)
                .contains(2.0)
                .isEqualTo(
                        drawn.stream().map(series -> series.points().get(0).x()).toList());
    }

    @Test
    void timesSideBySideAreToldInTheFigureAndMarkedInTheTable() {
        RunSummary summary = RunSummary.of(SampleRun.manifest(), SampleRun.trials());
        XyChart chart = AccuracyCostChart.of(summary.pareto()).orElseThrow().first();
        assertThat(chart.caption())
                .endsWith(" Trials of contrastive ran side by side: their times are not comparable.");
        RunSummary alone = RunSummary.of(
                SampleRun.manifest(),
                SampleRun.trials().stream()
                        .filter(trial -> trial.setup().objective().equals("contrastive"))
                        .toList());
        assertThat(AccuracyCostChart.of(alone.pareto()).orElseThrow().first().caption())
                .endsWith(" All trials ran side by side: their times are not comparable.");
        assertThat(RunReport.of(summary).markdown()).contains("| 2.525 \\[2.267, 2.812\\] (\\*) |");
    }
}
