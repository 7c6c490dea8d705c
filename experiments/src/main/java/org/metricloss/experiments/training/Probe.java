package org.metricloss.experiments.training;

import org.metricloss.core.data.BatchPlan;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.optimizer.Schedule;

/**
 * A few steps of a trial whose results are discarded. They measure the cost of a step once it is warm.
 *
 * @param step the seconds per training step on the trial's first batch
 * @param batch the seconds for embedding a batch of images
 * @param images how many images that batch has
 */
record Probe(RepeatedTiming step, RepeatedTiming batch, int images) {
    private static final int WARM_UP_STEPS = 8;

    /**
     * What training and embedding take.
     *
     * @param secondsPerStep the seconds per training step
     * @param secondsPerImage the seconds per image for embedding
     */
    record Speed(double secondsPerStep, double secondsPerImage) {}

    static Probe of(Plan plan, Trial trial) {
        try (Steps steps = new Steps(plan, trial)) {
            RepeatedTiming step = RepeatedTiming.of(steps::step);
            RepeatedTiming batch = RepeatedTiming.of(steps::embed);
            return new Probe(step, batch, steps.sample.size());
        }
    }

    /** Loads and warms up the engine, which the first trial would otherwise have to do. */
    static void warmUp(Plan plan, Trial trial) {
        try (Steps steps = new Steps(plan, trial)) {
            for (int i = 0; i < WARM_UP_STEPS; i++) {
                steps.step();
            }
            steps.embed();
            steps.session.classify(steps.embed(), steps.sample.size());
        }
    }

    /** {@return the speed to expect} */
    Speed mean() {
        return new Speed(step.mean(), batch.mean() / images);
    }

    /** {@return the speed of the faster half of the steps} */
    Speed fast() {
        return new Speed(step.fast(), batch.fast() / images);
    }

    /** {@return the speed of the slower half of the steps} */
    Speed slow() {
        return new Speed(step.slow(), batch.slow() / images);
    }

    /** A session, with what its steps need. */
    private static final class Steps implements AutoCloseable {
        private final Plan plan;
        private final TrainingSession session;
        private final TrainingLoop loop;
        private final BatchPlan batch;
        private final SampleSet sample;
        private final Embedder embedder;

        Steps(Plan plan, Trial trial) {
            Dataset data = plan.data(trial);
            SessionRequest request = plan.request(trial, data);
            this.plan = plan;
            this.batch = plan.firstBatch(trial);
            this.session = trial.computing().open(request);
            this.loop = new TrainingLoop(session, BatchSource.of(plan, trial, data), Schedule.CONSTANT, 1);
            this.sample = Embedder.sample(data.train(), batch.size(), trial.seed());
            this.embedder = new Embedder(session, data.scaling());
        }

        void step() {
            loop.step(batch);
        }

        float[] embed() {
            return embedder.embed(sample, plan.network().embeddingDimension());
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
