package org.metricloss.engine.tensorflow;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.ClassOdds;
import org.metricloss.core.engine.ClassifierOutput;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.tensor.Tensor;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** The derivative of the log-odds against each image's class, {@link ClassOdds}, by the images. */
final class InputGradientGraph {
    /**
     * How many images are differentiated at a time. The number is fixed in the graph, so the last portion is padded with
     * images of zeros, whose gradients are not read.
     */
    private static final int CHUNK = 128;

    private static final String IMAGES = "images";

    private final int pixels;
    private final GraphPart part;
    private final GraphNetwork network;
    private final TensorFlowTensor labels;
    private final Operand<TNumber> gradient;

    private InputGradientGraph(
            Graph graph, Ops tf, SessionRequest request, GraphNetwork network, TensorFlowTensor labels, Tensor logits) {
        this.pixels = request.network().input().elements();
        this.part = labels.part();
        this.network = network;
        this.labels = labels;
        this.gradient = Gradients.of(
                        graph,
                        tf,
                        part.attached(),
                        Outputs.of(ClassOdds.against(logits, labels)),
                        Map.of(IMAGES, network.images()))
                .get(IMAGES);
    }

    /**
     * Adds network, classifier and gradient to a graph.
     *
     * @param graph the graph
     * @param request the network and the objective
     * @param variables the parameters and the objective's state
     * @return the gradient, if the objective has a classifier
     */
    static Optional<InputGradientGraph> of(Graph graph, SessionRequest request, Variables variables) {
        Ops tf = Ops.create(graph);
        Map<String, Operand<TFloat32>> reads = variables.read();
        GraphNetwork network =
                GraphNetwork.embedding(tf, request.network(), name -> reads.get(Weights.networkName(name)), CHUNK);
        GraphPart part = GraphPart.of(tf);
        TensorFlowTensor labels = TensorFlowTensor.placeholder(tf, part, DataType.INT64, Shape.of(CHUNK));
        TensorFlowTensor embeddings = new TensorFlowTensor(tf, part, network.embeddings());
        return ClassifierGraph.output(ClassifierOutput.LOGITS, tf, request, variables, embeddings)
                .map(logits -> new InputGradientGraph(graph, tf, request, network, labels, logits));
    }

    /** {@return the derivatives [n, values of an image] of n images, row-major} */
    float[] run(Session session, float[] images, int[] classes) {
        float[] derivatives = new float[Math.multiplyExact(classes.length, pixels)];
        for (int from = 0; from < classes.length; from += CHUNK) {
            int to = Math.min(classes.length, from + CHUNK);
            float[] chunk = Arrays.copyOfRange(images, from * pixels, to * pixels);
            int[] own = Arrays.copyOf(Arrays.copyOfRange(classes, from, to), CHUNK);
            try (Feeds feeds = new Feeds()) {
                feeds.put(network.images(), Arrays.copyOf(chunk, CHUNK * pixels));
                feeds.put(labels.operand(), HostArrays.of(own));
                try (Result result =
                        part.hostCalls().run(session, feeds.runner(session).fetch(gradient))) {
                    System.arraycopy(HostArrays.floats(result.get(0)), 0, derivatives, from * pixels, chunk.length);
                }
            }
        }
        return derivatives;
    }
}
