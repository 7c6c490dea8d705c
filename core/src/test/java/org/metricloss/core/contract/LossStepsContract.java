package org.metricloss.core.contract;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.DataType;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;

/** Where a loss leads embeddings that are moved freely, and its state with them. */
abstract class LossStepsContract extends LossCostContract {
    private static final int STEPS = 20;
    /** How far the first step moves the embedding coordinate that it moves most. */
    private static final double FIRST_STEP = 0.01;

    private static final double DIFFERENCE = 1e-6;
    private static final Tolerance FLOAT64 = new Tolerance(1e-9, 1e-12);
    private static final Tolerance FLOAT32 = new Tolerance(1e-4, 0);

    /**
     * {@return what a loss gives for a batch if everything that it takes as constant for the gradient keeps the value that it has
     * for another batch; by default nothing is constant}
     *
     * @param loss one of {@link #losses}
     * @param batch the batch
     * @param constants the batch that constants are computed from
     */
    protected PlainResult plainLoops(MetricLoss loss, PlainBatch batch, PlainBatch constants) {
        return plainLoops(loss, batch);
    }

    @Tag("long")
    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void twentyStepsOfFreeEmbeddingsFollowNaiveLoops(Subject subject) {
        LossExample plain = LossExamples.ordinary(subject.loss());
        LossExample float64 = plain;
        LossExample float32 = LossExamples.in(DataType.FLOAT32, plain);
        double largest = Arrays.stream(gradient(subject, plain).toArray())
                .map(Math::abs)
                .max()
                .orElseThrow();
        double rate = FIRST_STEP / largest;
        for (int step = 1; step <= STEPS; step++) {
            plain = plainStep(subject, plain, rate);
            float64 = step(subject, float64, rate);
            float32 = step(subject, float32, rate);
        }
        assertFollows("float64", float64, plain, FLOAT64);
        assertFollows("float32", float32, plain, FLOAT32);
    }

    private static void assertFollows(String type, LossExample actual, LossExample plain, Tolerance tolerance) {
        tolerance.assertClose("embeddings in " + type, actual.embeddings(), plain.embeddings());
        plain.state()
                .forEach((name, expected) -> tolerance.assertClose(
                        name + " in " + type, actual.state().get(name), expected));
    }

    private static LossExample step(Subject subject, LossExample at, double rate) {
        LossRun run = subject.run(at);
        Map<String, DoubleArray> state = new HashMap<>(run.nextState());
        run.stateGradients()
                .forEach((name, gradient) -> state.put(name, moved(at.state().get(name), gradient, rate)));
        return next(at, moved(at.embeddings(), run.gradient(), rate), state);
    }

    private LossExample plainStep(Subject subject, LossExample at, double rate) {
        PlainBatch constants = PlainBatch.of(at);
        Map<String, DoubleArray> state =
                new HashMap<>(plainLoops(subject.loss(), constants).nextState());
        for (LossState declared : subject.loss()
                .state(new LossSetting(at.classes(), at.embeddings().shape().size(1)))) {
            if (declared instanceof LossState.Learned) {
                String name = declared.name();
                DoubleArray value = at.state().get(name);
                DoubleArray gradient =
                        differences(value, moved -> value(subject, LossExamples.with(at, name, moved), constants));
                state.put(name, moved(value, gradient, rate));
            }
        }
        return next(at, moved(at.embeddings(), gradient(subject, at), rate), state);
    }

    private DoubleArray gradient(Subject subject, LossExample at) {
        PlainBatch constants = PlainBatch.of(at);
        return differences(
                at.embeddings(), moved -> value(subject, LossExamples.with(at, moved, at.labels()), constants));
    }

    private double value(Subject subject, LossExample at, PlainBatch constants) {
        return plainLoops(subject.loss(), PlainBatch.of(at), constants).value();
    }

    /** Central differences of the fourth order. */
    private static DoubleArray differences(DoubleArray at, ToDoubleFunction<DoubleArray> value) {
        double[] point = at.toArray();
        double[] derivative = new double[point.length];
        for (int k = 0; k < point.length; k++) {
            double sum = 0;
            for (int times : new int[] {-2, -1, 1, 2}) {
                double[] moved = point.clone();
                moved[k] += times * DIFFERENCE;
                double weight = Math.abs(times) == 1 ? 8 * times : -times / 2.0;
                sum += weight * value.applyAsDouble(DoubleArray.of(at.shape(), moved));
            }
            derivative[k] = sum / (12 * DIFFERENCE);
        }
        return DoubleArray.of(at.shape(), derivative);
    }

    private static DoubleArray moved(DoubleArray from, DoubleArray gradient, double rate) {
        double[] values = from.toArray();
        double[] slopes = gradient.toArray();
        Arrays.setAll(values, k -> values[k] - rate * slopes[k]);
        return DoubleArray.of(from.shape(), values);
    }

    private static LossExample next(LossExample at, DoubleArray embeddings, Map<String, DoubleArray> state) {
        return new LossExample(
                embeddings, at.labels(), at.classes(), state, at.tuples(), at.draws(), at.type(), at.step() + 1);
    }
}
