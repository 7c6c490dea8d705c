package org.metricloss.experiments.training;

import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.IntFunction;
import org.metricloss.core.augment.Augmentation;
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
    private final BatchSource source;
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
        this(session, new BatchSource(images, scaling, sampler, Augmentation.NONE, seed), Schedule.CONSTANT, 1);
    }

    /**
     * {@return a loop with a constant learning rate that augments images}
     *
     * @param session the trained session
     * @param images the training part
     * @param scaling maps pixels to network inputs
     * @param sampler draws the batches
     * @param augmentation the random changes of images
     * @param seed the trial's seed
     */
    public static TrainingLoop augmented(
            TrainingSession session,
            SampleSet images,
            InputScaling scaling,
            BatchSampler sampler,
            Augmentation augmentation,
            long seed) {
        return new TrainingLoop(
                session, new BatchSource(images, scaling, sampler, augmentation, seed), Schedule.CONSTANT, 1);
    }

    /**
     * Creates a loop whose learning rate follows a schedule.
     *
     * @param session the trained session
     * @param source the batches
     * @param schedule the factor of the learning rate in each step
     * @param steps the steps of the whole budget, for schedules that run over it
     */
    TrainingLoop(TrainingSession session, BatchSource source, Schedule schedule, long steps) {
        this.session = session;
        this.source = source;
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
        List<BatchPlan> batches = source.epoch(epoch);
        if (!source.isSlow()) {
            steps(epoch, from, batches, step -> pixels(batches.get(step)), watch, stepDone, totals, between);
            return;
        }
        try (PreparedBatches prepared = new PreparedBatches(source, epoch, batches, from)) {
            IntFunction<float[]> next = step -> {
                pixels = prepared.next(pixels);
                watch.prepared(prepared.takeNanos());
                return pixels;
            };
            pixels = new float[0];
            steps(epoch, from, batches, next, watch, stepDone, totals, between);
        }
    }

    private void steps(
            int epoch,
            int from,
            List<BatchPlan> batches,
            IntFunction<float[]> laidOut,
            Stopwatch watch,
            DoubleConsumer stepDone,
            EpochTotals totals,
            BetweenSteps between)
            throws DivergedException {
        for (int step = from; between.goesOn() && step < batches.size(); step++) {
            double factor = schedule.factor(epoch, step, batches.size(), steps);
            TrainingBatch batch = batch(epoch, step, batches.get(step), laidOut.apply(step), factor);
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

    /** Trains on the first batch of the first epoch outside an epoch, for probes. */
    void step(BatchPlan batch) {
        session.step(batch(0, 0, batch, pixels(batch), 1));
    }

    /** Lays out a batch in this thread; augmented images get the versions of the first epoch. */
    private float[] pixels(BatchPlan plan) {
        int values = source.values(plan);
        pixels = pixels.length == values ? pixels : new float[values];
        int[] occurrences = source.augmentation().isNone() ? new int[0] : source.occurrences(List.of(plan))[0];
        source.layOut(plan, 0, occurrences, pixels);
        return pixels;
    }

    private TrainingBatch batch(int epoch, int step, BatchPlan plan, float[] images, double learningRateFactor) {
        return new TrainingBatch(epoch, step, images, source.labels(plan), plan.tuples(), learningRateFactor);
    }
}
