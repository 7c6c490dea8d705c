package org.metricloss.experiments.training;

import java.util.Collection;
import java.util.function.ToLongFunction;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.array.Shape;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.StatedCost;
import org.metricloss.core.network.NetworkPlan;

/**
 * An estimate of the memory that a trial of an objective holds at once, without the data set and libraries.
 *
 * @param tuples the tuples considered in a step, over all losses
 * @param lossBytes the predicted memory of all losses together, without the embeddings; all losses hold their memory at
 *     once because the backward pass comes after all of them
 * @param networkBytes the weights with gradients and two moments, plus the larger of two amounts: that of a step (its
 *     images twice, and every layer's output with its gradient) and that of embedding a block of images, which engines
 *     process in parts
 * @param evaluationBytes the embeddings as engines return them and as measures read them, with room for one copy
 */
record MemoryNeed(long tuples, long lossBytes, long networkBytes, long evaluationBytes) {
    private static final long COPIES_OF_WEIGHTS = 4;
    /** The number of images that an engine embeds at once. It holds every layer's output for them, but no gradients. */
    private static final int EMBEDDED_AT_ONCE = 512;

    /**
     * @param losses the objective's losses
     * @param bytes returns the bytes that an engine needs for the arrays of losses
     * @param network the network
     * @param stateNumbers how many numbers the losses keep as state
     * @param batch the batch
     * @param embeddedImages how many images are embedded for evaluation
     */
    static MemoryNeed of(
            Collection<MetricLoss> losses,
            ToLongFunction<HeldArrays> bytes,
            NetworkPlan network,
            long stateNumbers,
            BatchProfile batch,
            int embeddedImages) {
        long tuples = 0;
        HeldArrays arrays = HeldArrays.none();
        for (MetricLoss loss : losses) {
            StatedCost cost = StatedCost.of(loss, batch);
            tuples = saturated(tuples, cost.tuples());
            arrays = arrays.plus(cost.arrays());
        }
        long weights = stateNumbers
                + network.parameters().stream()
                        .mapToLong(parameter -> parameter.shape().elements())
                        .sum();
        long pixels = network.input().elements();
        long outputs = network.everyStage().stream()
                .map(NetworkPlan.Stage::output)
                .mapToLong(Shape::elements)
                .sum();
        long step = batch.samples() * 2 * (pixels + outputs);
        long embedding = Math.min(Embedder.BLOCK, embeddedImages) * 2 * pixels
                + Math.min(EMBEDDED_AT_ONCE, embeddedImages) * outputs;
        return new MemoryNeed(
                tuples,
                bytes.applyAsLong(arrays),
                Float.BYTES * (COPIES_OF_WEIGHTS * weights + Math.max(step, embedding)),
                (long) embeddedImages * batch.dimension() * (Float.BYTES + 2 * Double.BYTES));
    }

    /** {@return the total in bytes} */
    long bytes() {
        return saturated(lossBytes, networkBytes + evaluationBytes);
    }

    private static long saturated(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
