package org.metricloss.experiments.training;

import java.util.List;
import java.util.function.DoubleConsumer;
import org.metricloss.core.data.BatchPlan;
import org.metricloss.core.data.BatchSampler;
import org.metricloss.core.data.InputScaling;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.engine.StepResult;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.optimizer.Schedule;
import org.metricloss.experiments.training.Stopwatch.Phase;

/** Trains a session on the sampler's batches, epoch by epoch. */
public final class TrainingLoop {
    private final TrainingSession session;
    private final SampleSet images;
    private final InputScaling scaling;
    private final BatchSampler sampler;
    private final long seed;
    private final Schedule schedule;
    private final long steps;
    private float[] pixels = new float[0];

    /**
     * Creates a loop with a constant learning rate.
     *
     * @param session the trained session
     * @param images the training part
     * @param scaling maps pixels to network inputs
     * @param sampler draws the batches
     * @param seed the trial's seed
     */
    public TrainingLoop(
            TrainingSession session, SampleSet images, InputScaling scaling, BatchSampler sampler, long seed) {
        this(session, images, scaling, sampler, seed, Schedule.CONSTANT, 1);
    }

    /**
     * Creates a loop whose learning rate follows a schedule.
     *
     * @param session the trained session
     * @param images the training part
     * @param scaling maps pixels to network inputs
     * @param sampler draws the batches
     * @param seed the trial's seed
     * @param schedule the factor of the learning rate in each step
     * @param steps the steps of the whole budget, for schedules that run over it
     */
    public TrainingLoop(
            TrainingSession session,
            SampleSet images,
            InputScaling scaling,
            BatchSampler sampler,
            long seed,
            Schedule schedule,
            long steps) {
        this.session = session;
        this.images = images;
        this.scaling = scaling;
        this.sampler = sampler;
        this.seed = seed;
        this.schedule = schedule;
        this.steps = steps;
    }

    /**
     * Trains one epoch.
     *
     * @param epoch the epoch, counted from 0
     * @param watch a running stopwatch, which books the times of data and steps
     * @param stepDone receives the loss of every step
     * @param totals receives the results of the steps, even if training diverges
     * @throws DivergedException if the loss is NaN or infinite after a step
     */
    public void epoch(int epoch, Stopwatch watch, DoubleConsumer stepDone, EpochTotals totals)
            throws DivergedException {
        epoch(epoch, 0, watch, stepDone, totals, () -> true);
    }

    /** Decides before each step, and after the last step of an epoch, whether training continues. */
    interface BetweenSteps {
        /**
         * {@return whether training continues}
         *
         * @throws DivergedException if training is found to have diverged
         */
        boolean goesOn() throws DivergedException;
    }

    /**
     * Trains one epoch, or the rest of it.
     *
     * @param epoch the epoch, counted from 0
     * @param from the first step to take, counted from 0
     * @param watch a running stopwatch, which books the times of data and steps
     * @param stepDone receives the loss of every step
     * @param totals receives the results of the steps, even if training diverges
     * @param between decides when to stop
     * @throws DivergedException if the loss is NaN or infinite after a step
     */
    void epoch(int epoch, int from, Stopwatch watch, DoubleConsumer stepDone, EpochTotals totals, BetweenSteps between)
            throws DivergedException {
        List<BatchPlan> batches = sampler.epoch(images, seed, epoch);
        for (int step = from; between.goesOn() && step < batches.size(); step++) {
            double factor = schedule.factor(epoch, step, batches.size(), steps);
            TrainingBatch batch = batch(epoch, step, batches.get(step), factor);
            watch.book(Phase.DATA);
            StepResult result = session.step(batch);
            watch.book(Phase.STEP);
            totals.add(result, batch);
            stepDone.accept(result.loss());
            if (!Double.isFinite(result.loss())) {
                throw DivergedException.loss(result.loss(), epoch + 1, step + 1);
            }
        }
    }

    /** Trains on a single batch outside an epoch, for probes. */
    void step(BatchPlan batch) {
        session.step(batch(0, 0, batch, 1));
    }

    private TrainingBatch batch(int epoch, int step, BatchPlan plan, double learningRateFactor) {
        int[] indices = plan.indices();
        int length = indices.length * images.values();
        if (pixels.length != length) {
            pixels = new float[length];
        }
        images.copy(indices, scaling, pixels);
        return new TrainingBatch(epoch, step, pixels, images.labels(indices), plan.tuples(), learningRateFactor);
    }
}
