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

    /** Where the plain loops lead, which does not depend on the engine, by the name of the loss. */
    private final Map<String, Path> plainPaths = new HashMap<>();

    /**
     * Steps by plain loops.
     *
     * @param rate the learning rate
     * @param end the example after the last step
     */
    private record Path(double rate, LossExample end) {}

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
        Path plain = plainPaths.computeIfAbsent(subject.name(), name -> plainPath(subject.loss()));
        LossExample float64 = LossExamples.ordinary(subject.loss());
        LossExample float32 = LossExamples.in(DataType.FLOAT32, float64);
        try (LossRuns runs = subject.runs()) {
            for (int step = 1; step <= STEPS; step++) {
                float64 = step(runs, float64, plain.rate());
                float32 = step(runs, float32, plain.rate());
            }
        }
        assertFollows("float64", float64, plain.end(), FLOAT64);
        assertFollows("float32", float32, plain.end(), FLOAT32);
    }

    private Path plainPath(MetricLoss loss) {
        LossExample plain = LossExamples.ordinary(loss);
        double largest = Arrays.stream(gradient(loss, plain).toArray())
                .map(Math::abs)
                .max()
                .orElseThrow();
        double rate = FIRST_STEP / largest;
        for (int step = 1; step <= STEPS; step++) {
            plain = plainStep(loss, plain, rate);
        }
        return new Path(rate, plain);
    }

    private static void assertFollows(String type, LossExample actual, LossExample plain, Tolerance tolerance) {
        tolerance.assertClose("embeddings in " + type, actual.embeddings(), plain.embeddings());
        plain.state()
                .forEach((name, expected) -> tolerance.assertClose(
                        name + " in " + type, actual.state().get(name), expected));
    }

    private static LossExample step(LossRuns runs, LossExample at, double rate) {
        LossRun run = runs.of(at);
        Map<String, DoubleArray> state = new HashMap<>(run.nextState());
        run.stateGradients()
                .forEach((name, gradient) -> state.put(name, moved(at.state().get(name), gradient, rate)));
        return next(at, moved(at.embeddings(), run.gradient(), rate), state);
    }

    private LossExample plainStep(MetricLoss loss, LossExample at, double rate) {
        PlainBatch constants = PlainBatch.of(at);
        Map<String, DoubleArray> state =
                new HashMap<>(plainLoops(loss, constants).nextState());
        for (LossState declared : loss.state(at.setting())) {
            if (declared instanceof LossState.Learned) {
                String name = declared.name();
                DoubleArray value = at.state().get(name);
                DoubleArray gradient =
                        differences(value, moved -> value(loss, LossExamples.with(at, name, moved), constants));
                state.put(name, moved(value, gradient, rate));
            }
        }
        return next(at, moved(at.embeddings(), gradient(loss, at), rate), state);
    }

    private DoubleArray gradient(MetricLoss loss, LossExample at) {
        PlainBatch constants = PlainBatch.of(at);
        return differences(at.embeddings(), moved -> value(loss, LossExamples.with(at, moved, at.labels()), constants));
    }

    private double value(MetricLoss loss, LossExample at, PlainBatch constants) {
        return plainLoops(loss, PlainBatch.of(at), constants).value();
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
