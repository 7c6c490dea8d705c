package org.metricloss.experiments.run;

import java.util.List;
import org.metricloss.core.data.BatchPlan;
import org.metricloss.core.data.BatchSampler;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.PixelScaling;
import org.metricloss.core.engine.StepResult;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.experiments.run.Stopwatch.Phase;

/** Trains a session on the sampler's batches, epoch by epoch. */
public final class TrainingLoop {
    private final TrainingSession session;
    private final ImageSet images;
    private final PixelScaling scaling;
    private final BatchSampler sampler;
    private final long seed;
    private float[] pixels = new float[0];

    /**
     * @param session what is trained
     * @param images the training part
     * @param scaling from pixels to what the network sees
     * @param sampler which images make a batch
     * @param seed the trial's seed
     */
    public TrainingLoop(
            TrainingSession session, ImageSet images, PixelScaling scaling, BatchSampler sampler, long seed) {
        this.session = session;
        this.images = images;
        this.scaling = scaling;
        this.sampler = sampler;
        this.seed = seed;
    }

    /**
     * Trains one epoch.
     *
     * @param epoch the epoch, counted from 0
     * @param watch started; data and step phases are booked on it
     * @param progress told of every step
     * @param totals what the steps report is added here, also when training diverges midway
     * @throws DivergedException if the loss is NaN or infinite after a step
     */
    public void epoch(int epoch, Stopwatch watch, Progress progress, EpochTotals totals) throws DivergedException {
        List<BatchPlan> batches = sampler.epoch(images, seed, epoch);
        for (int step = 0; step < batches.size(); step++) {
            TrainingBatch batch = batch(epoch, step, batches.get(step));
            watch.book(Phase.DATA);
            StepResult result = session.step(batch);
            watch.book(Phase.STEP);
            totals.add(result, batch.samples());
            progress.stepDone(result.loss());
            if (!Double.isFinite(result.loss())) {
                throw DivergedException.loss(result.loss(), epoch + 1, step + 1);
            }
        }
    }

    /** Trains on one batch out of turn, for probes. */
    void step(BatchPlan batch) {
        session.step(batch(0, 0, batch));
    }

    private TrainingBatch batch(int epoch, int step, BatchPlan plan) {
        int[] indices = plan.indices();
        int length = indices.length * images.shape().values();
        if (pixels.length != length) {
            pixels = new float[length];
        }
        images.copy(indices, scaling, pixels);
        return new TrainingBatch(epoch, step, pixels, images.labels(indices));
    }
}
