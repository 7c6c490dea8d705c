package org.metricloss.engine.tensorflow;

import java.util.Map;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.network.NetworkPlan;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The network without training, for any number of images. */
final class EmbeddingGraph {
    /** How many images are embedded at a time, which bounds the memory of activations. */
    private static final int CHUNK = 512;

    private final NetworkPlan plan;
    private final GraphNetwork network;

    /**
     * Adds the network to a graph.
     *
     * @param tf adds operations to the graph
     * @param plan the layers
     * @param variables the parameters
     */
    EmbeddingGraph(Ops tf, NetworkPlan plan, Variables variables) {
        this.plan = plan;
        Map<String, Operand<TFloat32>> reads = variables.read();
        this.network = GraphNetwork.embedding(tf, plan, name -> reads.get(Weights.networkName(name)));
    }

    /** {@return embeddings [n, d] of samples [n, values of a sample], both row-major} */
    float[] run(Session session, float[] images, int n) {
        Shape sample = plan.input();
        int pixels = sample.elements();
        int dimension = plan.embeddingDimension();
        float[] embeddings = new float[Math.multiplyExact(n, dimension)];
        FloatDataBuffer source = DataBuffers.of(images, true, false);
        FloatDataBuffer embedded = DataBuffers.of(embeddings, false, false);
        for (int from = 0; from < n; from += CHUNK) {
            int count = Math.min(CHUNK, n - from);
            try (Feeds feeds = new Feeds()) {
                FloatDataBuffer chunk = source.slice((long) from * pixels, (long) count * pixels);
                feeds.put(
                        network.images(),
                        TFloat32.tensorOf(HostArrays.shape(sample).prepend(count), chunk));
                try (Result result =
                        feeds.runner(session).fetch(network.embeddings()).run()) {
                    ((TFloat32) result.get(0))
                            .copyTo(embedded.slice((long) from * dimension, (long) count * dimension));
                }
            }
        }
        return embeddings;
    }
}
