package org.metricloss.engine.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.EmbeddingSpread;
import org.metricloss.core.engine.PathToEmbeddings;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.StepDraws;
import org.metricloss.core.engine.StepResult;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.network.Layer;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * One training step for one batch size and one number of explicit tuples. It is built once and run for every such
 * batch.
 */
final class TrainingGraph {
    private final SessionRequest request;
    private final GraphNetwork network;
    private final GraphPart part;
    private final LossGraph loss;
    private final GraphOptimizer optimizer;
    private final Op update;

    /**
     * What distinguishes graphs.
     *
     * @param samples the batch size m
     * @param tuples the shape of the explicit tuples, if there are any
     */
    record Key(int samples, Optional<Shape> tuples) {
        static Key of(TrainingBatch batch) {
            return new Key(batch.samples(), batch.tuples().map(HostArrays::shapeOf));
        }
    }

    /**
     * Adds a training step to a graph.
     *
     * @param graph the graph
     * @param request what is trained
     * @param variables what is trained, in the graph
     * @param optimizer how it is moved
     * @param key the batches it is for
     */
    TrainingGraph(Graph graph, SessionRequest request, Variables variables, GraphOptimizer optimizer, Key key) {
        this.request = request;
        this.optimizer = optimizer;
        Ops tf = Ops.create(graph);
        Map<String, Operand<TFloat32>> reads = variables.read();
        this.network = GraphNetwork.training(
                tf, request.network(), name -> reads.get(Weights.networkName(name)), key.samples());
        this.part = GraphPart.of(tf);
        this.loss = LossGraph.of(
                tf,
                part,
                PathToEmbeddings.required(request.objective()),
                request.setting().classes(),
                new TensorFlowTensor(tf, part, network.embeddings()),
                state(tf, reads),
                key.tuples());
        Map<String, Operand<TFloat32>> trained = new LinkedHashMap<>();
        optimizer.trained().forEach(name -> trained.put(name, reads.get(name)));
        Map<String, Operand<TNumber>> gradients = Gradients.of(
                graph, tf, part.attached(), Outputs.of(loss.output().value()), trained);
        Map<String, Operand<?>> moved = moved();
        List<Op> computed = new ArrayList<>(reads.values());
        computed.addAll(gradients.values());
        computed.addAll(moved.values());
        computed.add(loss.readings());
        // Nothing is written before everything has been read: otherwise a late read would see the value of the next
        // step.
        Ops last = tf.withControlDependencies(computed);
        List<Op> updates = optimizer.updates(last, gradients, reads);
        moved.forEach((name, next) -> updates.add(variables.get(name).assign(last, next)));
        this.update = tf.withControlDependencies(updates).noOp();
    }

    private Map<String, TensorFlowTensor> state(Ops tf, Map<String, Operand<TFloat32>> reads) {
        Map<String, TensorFlowTensor> state = new LinkedHashMap<>();
        for (String name : request.objective().state(request.setting()).keySet()) {
            state.put(name, new TensorFlowTensor(tf, part, reads.get(Weights.lossName(name))));
        }
        return state;
    }

    private Map<String, Operand<?>> moved() {
        Map<String, Operand<?>> moved = new LinkedHashMap<>();
        network.tracked().forEach((name, next) -> moved.put(Weights.networkName(name), next));
        loss.output().nextState().forEach((name, next) -> moved.put(Weights.lossName(name), Outputs.of(next)));
        return moved;
    }

    /**
     * Trains on one batch.
     *
     * @param session runs the graph
     * @param batch a batch of this graph's key
     * @return the losses and diagnostics before the update
     */
    StepResult run(Session session, TrainingBatch batch) {
        try (Feeds feeds = new Feeds()) {
            feed(feeds, batch);
            optimizer.feed(feeds, batch.learningRateFactor());
            Session.Runner runner = feeds.runner(session)
                    .fetch(loss.readings())
                    .fetch(network.embeddings())
                    .addTarget(update);
            try (Result result = part.hostCalls().run(session, runner)) {
                return loss.output()
                        .result(HostArrays.doubles(result.get(0)))
                        .with(EmbeddingSpread.of(
                                HostArrays.floats(result.get(1)),
                                request.network().embeddingDimension()));
            }
        }
    }

    /** {@return the bytes that host functions and the graph have passed to each other in all runs} */
    long hostBytes() {
        return part.hostCalls().bytes();
    }

    private void feed(Feeds feeds, TrainingBatch batch) {
        loss.feed(feeds, batch.epoch(), optimizer.steps());
        StepDraws random = new StepDraws(request.seed(), batch.epoch(), batch.step());
        feeds.put(network.images(), batch.images());
        network.dropoutMasks().forEach((stage, placeholder) -> {
            double rate = ((Layer.Dropout) stage.layer()).rate();
            int elements = Math.toIntExact(placeholder.shape().size());
            feeds.put(placeholder, random.dropoutMask(stage.place(), rate, elements));
        });
        feeds.put(loss.labels(), HostArrays.of(batch.labels()));
        loss.tuples()
                .ifPresent(placeholder ->
                        feeds.put(placeholder, HostArrays.of(batch.tuples().orElseThrow())));
        loss.draws().forEach((term, placeholder) -> {
            int count = placeholder.shape().elements();
            feeds.put(Outputs.float32(placeholder.operand()), random.lossDraws(term.name(), count));
        });
    }
}
