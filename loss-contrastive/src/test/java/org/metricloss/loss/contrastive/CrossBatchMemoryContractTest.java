package org.metricloss.loss.contrastive;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.metricloss.core.anchor.CrossBatchMemory;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.contract.PlainBatch;
import org.metricloss.core.contract.PlainResult;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;

/** A loss with a queue keeps what every loss must keep, except that the order of the samples is that of the queue. */
class CrossBatchMemoryContractTest extends LossContract {
    private static final int SIZE = 24;

    @Override
    protected Map<String, MetricLoss> losses() {
        MetricLoss loss = new ContrastiveLossProvider().create(Parameters.of(Map.of("margin", 1.3)));
        return Map.of(
                "memory in use",
                new CrossBatchMemory(loss, SIZE, 0),
                "memory in use from step 5 on",
                new CrossBatchMemory(loss, SIZE, 5));
    }

    @Override
    protected boolean orderMatters(MetricLoss loss) {
        return true;
    }

    @Override
    protected PlainResult plainLoops(MetricLoss loss, PlainBatch batch) {
        CrossBatchMemory memory = (CrossBatchMemory) loss;
        ContrastiveLoss contrastive = (ContrastiveLoss) memory.loss();
        double[][] queue = batch.state().get(CrossBatchMemory.EMBEDDINGS);
        double[] queueLabels = batch.state().get(CrossBatchMemory.LABELS)[0];
        Terms own = new Terms();
        Terms past = new Terms();
        for (int i = 0; i < batch.samples(); i++) {
            double[] x = batch.embeddings()[i];
            for (int j = i + 1; j < batch.samples(); j++) {
                own.add(contrastive, x, batch.embeddings()[j], batch.labels()[i] == batch.labels()[j]);
            }
            for (int j = 0; j < SIZE; j++) {
                if (queueLabels[j] >= 0 && batch.step() >= memory.after()) {
                    past.add(contrastive, x, queue[j], batch.labels()[i] == queueLabels[j]);
                }
            }
        }
        PlainResult alone = PlainResult.of(own.mean() + past.mean(), own.pairs, own.active);
        return new PlainResult(alone.value(), alone.tuples(), nextState(batch, queue, queueLabels));
    }

    private static final class Terms {
        private double sum;
        private long pairs;
        private long active;

        void add(ContrastiveLoss loss, double[] x, double[] y, boolean positive) {
            double squares = 0;
            for (int k = 0; k < x.length; k++) {
                squares += (x[k] - y[k]) * (x[k] - y[k]);
            }
            double distance = Math.sqrt(squares);
            double excess = positive ? distance : Math.max(0, loss.margin() - distance);
            sum += excess * excess / 2;
            pairs++;
            active += excess > 0 ? 1 : 0;
        }

        double mean() {
            return sum / Math.max(1, pairs);
        }
    }

    private static Map<String, DoubleArray> nextState(PlainBatch batch, double[][] queue, double[] queueLabels) {
        int m = batch.samples();
        int d = batch.embeddings()[0].length;
        double[] embeddings = IntStream.range(0, SIZE)
                .mapToObj(i -> i < m ? batch.embeddings()[i] : queue[i - m])
                .flatMapToDouble(Arrays::stream)
                .toArray();
        double[] labels = IntStream.range(0, SIZE)
                .mapToDouble(i -> i < m ? batch.labels()[i] : queueLabels[i - m])
                .toArray();
        return Map.of(
                CrossBatchMemory.EMBEDDINGS,
                DoubleArray.of(Shape.of(SIZE, d), embeddings),
                CrossBatchMemory.LABELS,
                DoubleArray.of(Shape.of(SIZE), labels));
    }
}
