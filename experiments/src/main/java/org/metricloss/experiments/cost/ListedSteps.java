package org.metricloss.experiments.cost;

import java.util.Optional;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.random.RandomStream;

/**
 * Training steps on a sample of listed tuples, with and without the loss. Every member of a tuple passes through the
 * network. The images are noise, because their content does not affect the cost.
 */
final class ListedSteps implements AutoCloseable {
    private static final Shape IMAGE = Shape.of(1, 28, 28);
    /** The learning rate is so small that the weights keep ordinary values through any number of steps. */
    private static final OptimizerSpec OPTIMIZER = new OptimizerSpec.Sgd(1e-6, 0.9, 0);

    private final TrainingSession withLoss;
    private final TrainingSession without;
    private final TrainingBatch tuples;
    private final TrainingBatch images;

    ListedSteps(
            Engine engine,
            NetworkSpec network,
            MetricLoss loss,
            ListedSample sample,
            int classes,
            long seed,
            int threads) {
        NetworkPlan plan = NetworkPlan.of(network, IMAGE);
        float[] pixels = new float[sample.labels().length * IMAGE.elements()];
        RandomStream random = RandomStream.of(seed, "images");
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat();
        }
        this.tuples = new TrainingBatch(0, 0, pixels, sample.labels(), Optional.of(sample.tuples()), 1);
        this.images = new TrainingBatch(0, 0, pixels, sample.labels());
        this.withLoss = engine.open(request(plan, loss, classes, seed, threads));
        try {
            this.without = engine.open(request(plan, new EmptyStep(), classes, seed, threads));
        } catch (RuntimeException failed) {
            withLoss.close();
            throw failed;
        }
    }

    private static SessionRequest request(NetworkPlan plan, MetricLoss loss, int classes, long seed, int threads) {
        return SessionRequest.fromSeed(
                plan, Objective.of(SyntheticBatch.TERM, loss), OPTIMIZER, classes, seed, threads);
    }

    void step() {
        withLoss.step(tuples);
    }

    void networkAlone() {
        without.step(images);
    }

    @Override
    public void close() {
        without.close();
        withLoss.close();
    }
}
