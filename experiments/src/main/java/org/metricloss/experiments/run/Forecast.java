package org.metricloss.experiments.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.metricloss.core.data.Dataset;

/**
 * What a plan would cost, before it is run. Tuples and bytes are predicted (see {@link MemoryForecast}); time is measured on
 * a few steps and embeddings of each objective and engine (see {@link Probe}).
 *
 * @param plan the plan
 * @param memory tuples and bytes
 * @param objectives one forecast per objective and engine
 */
public record Forecast(Plan plan, MemoryForecast memory, List<OfObjective> objectives) {
    /** Copies the list. */
    public Forecast {
        objectives = List.copyOf(objectives);
    }

    /**
     * One objective on one engine.
     *
     * @param objective its name
     * @param engine the engine's id
     * @param trials how many seeds
     * @param secondsPerTrial training and embedding, from the probe
     */
    public record OfObjective(String objective, String engine, int trials, double secondsPerTrial) {}

    /**
     * Takes a few steps of each objective on each engine.
     *
     * @param plan the plan
     * @param memory its tuples and bytes
     * @return what it would cost
     * @throws MemoryLimitException if it would not fit, before anything is trained
     */
    public static Forecast of(Plan plan, MemoryForecast memory) {
        memory.requireFits();
        List<OfObjective> forecasts = new ArrayList<>();
        int seeds = plan.experiment().seeds().size();
        for (Trial trial : plan.trialsOfFirstSeed()) {
            forecasts.add(
                    new OfObjective(trial.objective().name(), trial.engine().id(), seeds, seconds(plan, trial)));
        }
        return new Forecast(plan, memory, forecasts);
    }

    /** Training that ends early, by a target or for lack of improvement, takes less. */
    private static double seconds(Plan plan, Trial trial) {
        Probe probe = Probe.of(plan, trial);
        Dataset data = plan.data(trial.seed());
        double steps = plan.steps(data).orElse(Long.MAX_VALUE);
        double enough = plan.experiment().budget().seconds().orElse(Double.MAX_VALUE);
        steps = Math.max(1, Math.min(steps, enough / probe.secondsPerStep()));
        double embeddings = FirstPass.images(plan.request(trial, data), data) + plan.embeddedImages(data, steps);
        return probe.secondsPerStep() * steps + probe.secondsPerImage() * embeddings;
    }

    /** @return the forecast in words, a line each */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s trials of %s each"
                .formatted(plan.experiment().name(), plan.trials().size(), lengthOfATrial()));
        lines.addAll(memory.lines());
        lines.add(String.format(Locale.ROOT, "%-24s %-12s %6s %12s", "objective", "engine", "trials", "time"));
        double total = 0;
        for (OfObjective each : objectives) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-24s %-12s %6d %10.0f s",
                    each.objective(),
                    each.engine(),
                    each.trials(),
                    each.trials() * each.secondsPerTrial()));
            total += each.trials() * each.secondsPerTrial();
        }
        lines.add(String.format(Locale.ROOT, "about %.0f s in all, measures not counted", total));
        return lines;
    }

    private String lengthOfATrial() {
        List<String> ends = new ArrayList<>();
        plan.steps().ifPresent(steps -> ends.add(steps + " steps"));
        plan.experiment().budget().seconds().ifPresent(seconds -> ends.add(seconds + " seconds of training"));
        boolean mayEndEarlier = ends.size() > 1
                || plan.experiment().budget().target().isPresent()
                || plan.experiment().earlyStopping().isPresent();
        return (mayEndEarlier ? "at most " : "") + String.join(" or ", ends);
    }
}
