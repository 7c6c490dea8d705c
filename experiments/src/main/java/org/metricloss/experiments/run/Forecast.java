package org.metricloss.experiments.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Workload;

/**
 * What a plan would cost, before it is run. Tuples and bytes are predicted by the losses from the first batch; time is
 * measured on a few steps and embeddings of each objective and engine (see {@link Probe}).
 *
 * @param plan the plan
 * @param objectives one forecast per objective and engine
 */
public record Forecast(Plan plan, List<OfObjective> objectives) {
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
     * @param tuplesPerStep tuples considered in a full batch, over all losses
     * @param lossBytes peak memory of the losses beside the embeddings, predicted
     * @param secondsPerTrial training and embedding, from the probe
     */
    public record OfObjective(
            String objective, String engine, int trials, long tuplesPerStep, long lossBytes, double secondsPerTrial) {}

    /**
     * @param plan the plan
     * @return what it would cost
     */
    public static Forecast of(Plan plan) {
        List<OfObjective> forecasts = new ArrayList<>();
        int seeds = plan.experiment().seeds().size();
        for (Trial trial : plan.trialsOfFirstSeed()) {
            forecasts.add(probe(plan, trial, seeds));
        }
        return new Forecast(plan, forecasts);
    }

    private static OfObjective probe(Plan plan, Trial trial, int seeds) {
        BatchProfile profile = plan.firstBatchProfile(trial.seed());
        long tuples = 0;
        long bytes = 0;
        for (Objective.Term term : trial.objective().terms()) {
            Workload workload = term.loss().workload(profile);
            tuples += workload.tuples();
            bytes = Math.max(bytes, workload.bytes());
        }
        return new OfObjective(
                trial.objective().name(), trial.engine().id(), seeds, tuples, bytes, seconds(plan, trial));
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
        lines.add(String.format(
                Locale.ROOT,
                "%-24s %-12s %6s %16s %12s %12s",
                "objective",
                "engine",
                "trials",
                "tuples per step",
                "loss memory",
                "time"));
        double total = 0;
        for (OfObjective each : objectives) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-24s %-12s %6d %,16d %8.1f MiB %10.0f s",
                    each.objective(),
                    each.engine(),
                    each.trials(),
                    each.tuplesPerStep(),
                    each.lossBytes() / 1048576.0,
                    each.trials() * each.secondsPerTrial()));
            total += each.trials() * each.secondsPerTrial();
        }
        lines.add(String.format(Locale.ROOT, "about %.0f s in all, measures not counted", total));
        return lines;
    }
}
