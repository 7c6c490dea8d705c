package org.metricloss.engine.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.Evaluated;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Objective.Term;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.random.RandomStream;
import org.metricloss.core.tensor.Tensor;

class DjlEngineTest {
    private static final Shape IMAGE = Shape.of(1, 8, 8);

    private final Engine engine = Engine.all().get("djl");

    /** Pulls embeddings to learned targets per class, and counts in moved state how often a class was seen. */
    private record PullToTargets() implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            return List.of(
                    new LossState.Learned(
                            "targets", Shape.of(setting.classes(), setting.dimension()), new Initializer.Gaussian(1)),
                    new LossState.Moved("seen", Shape.of(setting.classes(), 1), Initializer.zero()));
        }

        @Override
        public LossOutput compute(LossInput input) {
            Tensor x = input.embeddings();
            Tensor difference = x.sub(input.state("targets").gatherRows(input.labels()));
            Tensor seen = x.full(1, input.samples(), 1);
            Tensor counts =
                    seen.segmentSum(input.labels(), input.state("seen").shape().size(0));
            return LossOutput.of(difference.square().sum().mul(0.5 / input.samples()))
                    .next("seen", input.state("seen").add(counts))
                    .total("samples", x.greaterThan(Double.NEGATIVE_INFINITY).count());
        }
    }

    private final Objective objective = Objective.of("pull", new PullToTargets());

    @Test
    void evaluatesValueGradientsAndNextState() {
        LossExample example = LossExample.of(
                DoubleArray.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6),
                new int[] {0, 2, 2},
                3,
                Map.of(
                        "pull.targets", DoubleArray.of(Shape.of(3, 2), 0, 0, 9, 9, 1, 1),
                        "pull.seen", DoubleArray.of(Shape.of(3, 1), 7, 0, 0)));
        Evaluated evaluated = engine.evaluate(objective, example);
        // Differences (1, 2), (2, 3), (4, 5): squares sum to 5 + 13 + 41.
        assertThat(evaluated.result().loss()).isCloseTo(59.0 / 6, within(1e-12));
        assertThat(evaluated.gradient().toArray())
                .containsExactly(new double[] {1 / 3., 2 / 3., 2 / 3., 1, 4 / 3., 5 / 3.}, within(1e-12));
        assertThat(evaluated.stateGradients().get("pull.targets").toArray())
                .containsExactly(new double[] {-1 / 3., -2 / 3., 0, 0, -2, -8 / 3.}, within(1e-12));
        assertThat(evaluated.nextState().get("pull.seen").toArray()).containsExactly(8, 0, 2);
        assertThat(evaluated.result().terms().get(0).diagnostics().get(0).value())
                .hasValue(6);
    }

    /** Half the sum of squares, with the garbage of both heaps collected and overwritten before the backward pass. */
    private record HalfSquaresThenGarbageCollection() implements MetricLoss {
        @Override
        public LossOutput compute(LossInput input) {
            Tensor value = input.embeddings().square().sum().mul(0.5);
            System.gc();
            for (int i = 0; i < 20_000; i++) {
                ByteBuffer.allocateDirect(Double.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putDouble(0, 7);
            }
            return LossOutput.of(value);
        }
    }

    /** DJL's own product with a number keeps reading, in the backward pass, a Java buffer that may be gone by then. */
    @Test
    void factorsAndWeightsLiveUntilTheBackwardPass() {
        MetricLoss loss = new HalfSquaresThenGarbageCollection();
        Objective weighted = new Objective("weighted", List.of(new Term("a", 0.25, loss), new Term("b", 3, loss)));
        double[] x = {1, -2, 3, 4};
        LossExample example = LossExample.of(DoubleArray.of(Shape.of(2, 2), x), new int[] {0, 1}, 2, Map.of());
        for (int repeat = 0; repeat < 20; repeat++) {
            assertThat(engine.evaluate(weighted, example).gradient().toArray())
                    .containsExactly(3.25 * x[0], 3.25 * x[1], 3.25 * x[2], 3.25 * x[3]);
        }
    }

    @Test
    void trainingLowersTheLossAndRepeatsToTheBit() {
        // The other networks need larger images.
        for (NamedNetwork network :
                List.of(NamedNetwork.MLP, NamedNetwork.LENET, NamedNetwork.LENET_PLUS_PLUS, NamedNetwork.RESNET8)) {
            double[] first = train(network, 12);
            double[] second = train(network, 12);
            assertThat(first).as(network.id()).isEqualTo(second);
            assertThat(first[11]).as(network.id()).isLessThan(0.9 * first[0]);
        }
    }

    private double[] train(NamedNetwork network, int steps) {
        double[] losses = new double[steps];
        try (TrainingSession session = engine.open(request(network))) {
            for (int i = 0; i < steps; i++) {
                losses[i] = session.step(batch(i % 3)).loss();
            }
        }
        return losses;
    }

    @Test
    void restoredWeightsGiveTheSameNextStep() {
        try (TrainingSession session = engine.open(request(NamedNetwork.LENET))) {
            session.step(batch(0));
            Weights saved = session.weights();
            float[] embedded = session.embed(batch(5).images(), 30);
            session.step(batch(1));
            assertThat(session.embed(batch(5).images(), 30)).isNotEqualTo(embedded);
            session.restore(saved);
            assertThat(session.embed(batch(5).images(), 30)).isEqualTo(embedded);
            assertThat(session.weights().get("loss.pull.seen").toArray()).containsExactly(10, 10, 10);
        }
    }

    private SessionRequest request(NamedNetwork network) {
        NetworkPlan plan = NetworkPlan.of(network.withEmbedding(2), IMAGE);
        return SessionRequest.fromSeed(plan, objective, new OptimizerSpec.Sgd(0.05, 0.9, 5e-4), 3, 1, 1);
    }

    private static TrainingBatch batch(int step) {
        RandomStream random = RandomStream.of(2, "images", 0, step);
        float[] images = new float[30 * IMAGE.elements()];
        int[] labels = new int[30];
        for (int i = 0; i < images.length; i++) {
            labels[i / IMAGE.elements()] = i / IMAGE.elements() % 3;
            images[i] = random.nextFloat() + labels[i / IMAGE.elements()] - 1;
        }
        return new TrainingBatch(0, step, images, labels);
    }
}
