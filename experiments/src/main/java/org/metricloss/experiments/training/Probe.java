package org.metricloss.experiments.training;

import org.metricloss.core.data.BatchPlan;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;

/**
 * A few steps of a trial whose results are discarded. They measure the cost of a step. They also load and warm up the
 * engine, which the first trial would otherwise have to do.
 *
 * @param secondsPerStep the seconds per training step on the trial's first batch: the mean over a few steps, after a
 *     few steps that are not counted
 * @param secondsPerImage the seconds per image for embedding, measured on a batch of images
 */
record Probe(double secondsPerStep, double secondsPerImage) {
    private static final int WARM_UP_STEPS = 3;
    private static final int TIMED_STEPS = 5;

    static Probe of(Plan plan, Trial trial) {
        Dataset data = plan.data(trial);
        BatchPlan batch = plan.firstBatch(trial);
        SessionRequest request = plan.request(trial, data);
        try (TrainingSession session = trial.engine().open(request)) {
            TrainingLoop loop = new TrainingLoop(session, data.train(), data.scaling(), plan.sampler(), trial.seed());
            double perStep = 0;
            for (int i = -WARM_UP_STEPS; i < TIMED_STEPS; i++) {
                long start = System.nanoTime();
                loop.step(batch);
                perStep += i < 0 ? 0 : (System.nanoTime() - start) * 1e-9 / TIMED_STEPS;
            }
            ImageSet sample = Embedder.sample(data.train(), batch.size(), trial.seed());
            Embedder embedder = new Embedder(session, data.scaling());
            embedder.embed(sample, plan.network().embeddingDimension());
            long start = System.nanoTime();
            float[] embeddings = embedder.embed(sample, plan.network().embeddingDimension());
            double perImage = (System.nanoTime() - start) * 1e-9 / sample.size();
            session.classify(embeddings, sample.size());
            return new Probe(perStep, perImage);
        }
    }
}
