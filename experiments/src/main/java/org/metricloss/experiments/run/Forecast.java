package org.metricloss.experiments.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.metricloss.core.data.BatchPlan;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Workload;

/**
 * What a plan would cost, before it is run. Tuples and bytes are predicted by the losses from the first batch; time is
 * measured on a few steps and embeddings of each objective and engine, in this process.
 *
 * @param plan the plan
 * @param objectives one forecast per objective and engine
 */
public record Forecast(Plan plan, List<OfObjective> objectives) {
    private static final int WARM_UP_STEPS = 3;
    private static final int TIMED_STEPS = 5;

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
        long firstSeed = plan.trials().get(0).seed();
        int seeds = plan.experiment().seeds().size();
        for (Trial trial : plan.trials()) {
            if (trial.seed() == firstSeed) {
                forecasts.add(probe(plan, trial, seeds));
            }
        }
        return new Forecast(plan, forecasts);
    }

    private static OfObjective probe(Plan plan, Trial trial, int seeds) {
        Dataset data = plan.data(trial.seed());
        BatchPlan batch = plan.sampler().epoch(data.train(), trial.seed(), 0).get(0);
        BatchProfile profile = BatchProfile.ofLabels(
                data.train().labels(batch.indices()),
                data.classCount(),
                plan.network().embeddingDimension());
        long tuples = 0;
        long bytes = 0;
        for (Objective.Term term : trial.objective().terms()) {
            Workload workload = term.loss().workload(profile);
            tuples += workload.tuples();
            bytes = Math.max(bytes, workload.bytes());
        }
        return new OfObjective(
                trial.objective().name(), trial.engine().id(), seeds, tuples, bytes, seconds(plan, trial, data, batch));
    }

    private static double seconds(Plan plan, Trial trial, Dataset data, BatchPlan batch) {
        SessionRequest request = SessionRequest.fromSeed(
                plan.network(), trial.objective(), plan.optimizer(), data.classCount(), trial.seed(), plan.threads());
        try (TrainingSession session = trial.engine().open(request)) {
            TrainingLoop loop = new TrainingLoop(session, data.train(), data.scaling(), plan.sampler(), trial.seed());
            for (int i = 0; i < WARM_UP_STEPS; i++) {
                loop.step(0, i, batch);
            }
            long start = System.nanoTime();
            for (int i = 0; i < TIMED_STEPS; i++) {
                loop.step(0, i, batch);
            }
            double perStep = (System.nanoTime() - start) * 1e-9 / TIMED_STEPS;
            ImageSet sample = Embedder.sample(data.train(), batch.size(), trial.seed());
            Embedder embedder = new Embedder(session, data.scaling());
            long embedding = System.nanoTime();
            embedder.embed(sample, plan.network().embeddingDimension());
            double perImage = (System.nanoTime() - embedding) * 1e-9 / sample.size();
            long embeddings = 0;
            for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
                embeddings += plan.keepsArtifacts(epoch)
                        ? data.test().size() + Math.min(data.train().size(), plan.trainSample())
                        : 0;
            }
            return perStep * plan.steps() + perImage * embeddings;
        }
    }

    /** @return the forecast in words, a line each */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %d trials of %d steps each"
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
