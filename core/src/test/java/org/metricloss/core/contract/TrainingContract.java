package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.Convolution;
import org.metricloss.core.network.Layer.BatchNorm;
import org.metricloss.core.network.Layer.Dropout;
import org.metricloss.core.network.Layer.Flatten;
import org.metricloss.core.network.Layer.Linear;
import org.metricloss.core.network.Layer.MaxPool;
import org.metricloss.core.network.Layer.PRelu;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.random.RandomStream;

/** What the contracts of a training session share: requests on small images, and batches of them. */
abstract class TrainingContract {
    static final Shape IMAGE = Shape.of(1, 8, 8);
    static final int CLASSES = 3;
    static final int SAMPLES = 30;

    static final Objective OBJECTIVE = new Objective(
            "scores+seen",
            List.of(
                    new Objective.Term("scores", 1, new LinearScores()),
                    new Objective.Term("seen", 0.1, new CountsWhatItIsGiven())));

    /** {@return the engine under test} */
    protected abstract Engine engine();

    /** The loss of each step of a new session, over three batches by turns. */
    final double[] losses(SessionRequest request, int steps) {
        try (TrainingSession session = engine().open(request)) {
            double[] losses = new double[steps];
            for (int i = 0; i < steps; i++) {
                losses[i] = session.step(batch(i % 3, SAMPLES)).loss();
            }
            return losses;
        }
    }

    static SessionRequest request(NetworkSpec network) {
        return request(network, OBJECTIVE);
    }

    static SessionRequest request(NetworkSpec network, Objective objective) {
        return SessionRequest.fromSeed(NetworkPlan.of(network, IMAGE), objective, sgd(), CLASSES, 1, 1);
    }

    static OptimizerSpec sgd() {
        return new OptimizerSpec.Sgd(0.05, 0.9, 5e-4);
    }

    /** Every kind of layer that learns, draws or keeps running means. */
    static NetworkSpec everyLayer() {
        return new NetworkSpec(
                "every layer",
                List.of(
                        new Convolution(4, 3, 1),
                        new BatchNorm(),
                        new PRelu(),
                        new MaxPool(2),
                        new Dropout(0.2),
                        new Flatten(),
                        new Linear(8, true),
                        new Dropout(0.5),
                        new BatchNorm(),
                        new Linear(2, false)));
    }

    /** The batch of a step of the first epoch. */
    static TrainingBatch batch(int step, int samples) {
        return batch(0, step, samples);
    }

    /** Noise whose mean tells the classes, which take turns. */
    static TrainingBatch batch(int epoch, int step, int samples) {
        RandomStream random = RandomStream.of(2, "images", epoch, step);
        float[] images = new float[samples * IMAGE.elements()];
        int[] labels = new int[samples];
        for (int i = 0; i < images.length; i++) {
            labels[i / IMAGE.elements()] = i / IMAGE.elements() % CLASSES;
            images[i] = random.nextFloat() + labels[i / IMAGE.elements()] - 1;
        }
        return new TrainingBatch(epoch, step, images, labels);
    }

    static void requireEqual(Weights actual, Weights expected) {
        assertThat(actual.names()).isNotEmpty().containsExactlyElementsOf(expected.names());
        for (String name : expected.names()) {
            assertThat(actual.get(name).shape())
                    .as(name)
                    .isEqualTo(expected.get(name).shape());
            assertThat(actual.get(name).toArray())
                    .as(name)
                    .isEqualTo(expected.get(name).toArray());
        }
    }
}
