package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.anchor.CrossBatchMemory;
import org.metricloss.core.array.DataType;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.MetricLoss;

/** What a mined loss gives, with and without a memory: what naive loops in plain Java give. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class MiningContract {
    private static final int AFTER = 3;

    /** {@return losses by name, every mining among them} */
    protected abstract Map<String, MetricLoss> losses();

    /**
     * {@return the value of a loss by naive loops}
     *
     * @param loss one of {@link #losses}
     * @param x the anchors
     * @param labels their labels
     * @param y the references; the same array as x if the batch is compared with itself
     * @param others their labels, below 0 for none
     * @param draws the draws of each anchor
     * @param step the steps before this one
     */
    protected abstract double plain(
            MetricLoss loss, double[][] x, int[] labels, double[][] y, int[] others, double[][] draws, long step);

    /** A loss on an engine. */
    protected record Mined(String name, MetricLoss loss, Engine engine) {
        @Override
        public String toString() {
            return "%s on %s".formatted(name, engine.id());
        }
    }

    final Stream<Mined> mined() {
        return losses().entrySet().stream()
                .flatMap(loss ->
                        TestEngines.all().stream().map(engine -> new Mined(loss.getKey(), loss.getValue(), engine)));
    }

    @ParameterizedTest
    @MethodSource("mined")
    final void aBatchGivesWhatNaiveLoopsGive(Mined mined) {
        LossExample example = LossExamples.ordinary(mined.loss());
        try (LossRuns runs = new LossRuns(mined.engine(), mined.loss())) {
            double first = requireEqual(runs, mined.loss(), example);
            double later = requireEqual(runs, mined.loss(), example.at(AFTER));
            assertThat(Math.max(first, later)).isGreaterThan(1e-3);
        }
    }

    @ParameterizedTest
    @MethodSource("mined")
    final void aMemoryAddsTheComparisonWithThePast(Mined mined) {
        CrossBatchMemory memory = new CrossBatchMemory(mined.loss(), 14, AFTER);
        LossExample example = LossExamples.ordinary(memory);
        try (LossRuns runs = new LossRuns(mined.engine(), memory)) {
            double alone = requireEqual(runs, memory, example.at(AFTER - 1));
            double together = requireEqual(runs, memory, example.at(AFTER));
            assertThat(together).isNotEqualTo(alone);
            DoubleArray none = DoubleArray.of(
                    example.state().get(CrossBatchMemory.LABELS).shape(),
                    Arrays.stream(new double[14]).map(zero -> -1).toArray());
            LossExample empty = LossExamples.with(example, CrossBatchMemory.LABELS, none);
            assertThat(requireEqual(runs, memory, empty.at(AFTER)))
                    .as("with an empty queue")
                    .isNotNaN();
        }
    }

    /** {@return the value} */
    private double requireEqual(LossRuns runs, MetricLoss loss, LossExample example) {
        LossRun run = runs.of(example);
        int dimension = example.embeddings().shape().size(1);
        double expected = plain(loss, PlainMiner.rows(example.embeddings()), example);
        Tolerance.PLAIN.assertClose("value", run.value(), expected);
        double[] differences = FiniteDifferences.of(
                moved -> plain(
                        loss,
                        PlainMiner.rows(DoubleArray.of(example.embeddings().shape(), moved)),
                        example),
                example.embeddings().toArray());
        Tolerance.DIFFERENCES.assertClose(
                "gradient", run.gradient(), DoubleArray.of(example.embeddings().shape(), differences));
        LossRun single = runs.of(LossExamples.in(DataType.FLOAT32, example));
        Tolerance.PLAIN_FLOAT32.assertClose("value in float32", single.value(), expected);
        if (loss instanceof CrossBatchMemory memory) {
            requireQueued(run, example, memory.size(), dimension);
        }
        return run.value();
    }

    private static void requireQueued(LossRun run, LossExample example, int size, int dimension) {
        int m = example.labels().length;
        double[] embeddings = run.nextState().get(CrossBatchMemory.EMBEDDINGS).toArray();
        double[] labels = run.nextState().get(CrossBatchMemory.LABELS).toArray();
        double[] before = example.state().get(CrossBatchMemory.EMBEDDINGS).toArray();
        double[] labelsBefore = example.state().get(CrossBatchMemory.LABELS).toArray();
        assertThat(Arrays.copyOf(embeddings, m * dimension))
                .isEqualTo(example.embeddings().toArray());
        assertThat(Arrays.copyOfRange(embeddings, m * dimension, size * dimension))
                .isEqualTo(Arrays.copyOf(before, (size - m) * dimension));
        for (int i = 0; i < size; i++) {
            assertThat(labels[i]).isEqualTo(i < m ? example.labels()[i] : labelsBefore[i - m]);
        }
    }

    private double plain(MetricLoss loss, double[][] x, LossExample example) {
        int m = x.length;
        int[] labels = example.labels();
        if (!(loss instanceof CrossBatchMemory memory)) {
            return plain(
                    loss, x, labels, x, labels, PlainMiner.draws(example, 0, loss.drawsPerSample(m)), example.step());
        }
        MetricLoss inner = memory.loss();
        int draws = inner.drawsPerSample(m);
        double value = plain(inner, x, labels, x, labels, PlainMiner.draws(example, 0, draws), example.step());
        if (example.step() < memory.after()) {
            return value;
        }
        int[] others = Arrays.stream(
                        example.state().get(CrossBatchMemory.LABELS).toArray())
                .mapToInt(label -> (int) label)
                .toArray();
        return value
                + plain(
                        inner,
                        x,
                        labels,
                        PlainMiner.rows(example.state().get(CrossBatchMemory.EMBEDDINGS)),
                        others,
                        PlainMiner.draws(example, draws, draws),
                        example.step());
    }
}
