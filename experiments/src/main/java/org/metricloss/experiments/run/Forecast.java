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

    private static double seconds(Plan plan, Trial trial) {
        Probe probe = Probe.of(plan, trial);
        Dataset data = plan.data(trial.seed());
        long embeddings = FirstPass.images(plan.request(trial, data), data);
        for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
            embeddings += plan.keepsArtifacts(epoch) ? plan.embeddedImages() : 0;
        }
        return probe.secondsPerStep() * plan.steps() + probe.secondsPerImage() * embeddings;
    }

    /** @return the forecast in words, a line each */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s trials of %s steps each"
                .formatted(plan.experiment().name(), plan.trials().size(), plan.steps()));
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
}
