package org.metricloss.results.training.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.BarChart;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/** Bar charts of the cost of a finished trial. */
final class TrialCostCharts {
    private static final List<String> PHASES = List.of("data", "step", "evaluation");

    private TrialCostCharts() {}

    /** {@return the mean seconds of the phases as stacked bars; empty if no trial finished} */
    static Optional<BarChart> phases(RecordedRuns run) {
        List<ObjectiveSummary> objectives = finished(run);
        if (objectives.isEmpty()) {
            return Optional.empty();
        }
        List<BarChart.Part> parts = new ArrayList<>();
        for (String phase : PHASES) {
            parts.add(new BarChart.Part(
                    phase,
                    Palette.part(parts.size()),
                    objectives.stream()
                            .map(objective ->
                                    Optional.of(new BarChart.Bar(mean(objective, phase + "Seconds"), Optional.empty())))
                            .toList()));
        }
        parts.add(new BarChart.Part(
                "start and rest",
                Palette.part(parts.size()),
                objectives.stream()
                        .map(objective -> Optional.of(new BarChart.Bar(rest(objective), Optional.empty())))
                        .toList()));
        return Optional.of(new BarChart(
                "cost-phases",
                "Wall time by phase",
                "Means per finished trial." + run.undrawn(),
                Axis.amount("wall time per trial", "s"),
                objectives.stream().map(run::name).toList(),
                parts));
    }

    /** {@return the mean peak memory with its interval; empty if it was not measured} */
    static Optional<BarChart> memory(RecordedRuns run) {
        List<ObjectiveSummary> objectives = finished(run);
        if (objectives.stream().noneMatch(objective -> objective.costs().containsKey("peakMebibytes"))) {
            return Optional.empty();
        }
        return Optional.of(new BarChart(
                "cost-memory",
                "Peak memory",
                "The most that a process held that ran nothing else; means over trials with 95% intervals from three trials on."
                        + run.undrawn(),
                Axis.amount("peak memory", "MiB"),
                objectives.stream().map(run::name).toList(),
                List.of(new BarChart.Part(
                        "peak memory",
                        Palette.part(0),
                        objectives.stream()
                                .map(objective -> Optional.ofNullable(
                                                objective.costs().get("peakMebibytes"))
                                        .map(BarChart.Bar::of))
                                .toList()))));
    }

    private static List<ObjectiveSummary> finished(RecordedRuns run) {
        return run.drawn().stream()
                .filter(objective -> objective.finished() > 0)
                .toList();
    }

    private static double rest(ObjectiveSummary objective) {
        double phases = PHASES.stream()
                .mapToDouble(phase -> mean(objective, phase + "Seconds"))
                .sum();
        return Math.max(0, mean(objective, "wallSeconds") - phases);
    }

    private static double mean(ObjectiveSummary objective, String cost) {
        return Optional.ofNullable(objective.costs().get(cost))
                .map(MeanEstimate::mean)
                .orElse(0.0);
    }
}
