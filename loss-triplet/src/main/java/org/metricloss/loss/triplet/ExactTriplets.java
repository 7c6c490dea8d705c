package org.metricloss.loss.triplet;

import java.util.List;
import java.util.stream.IntStream;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.loss.LossStage.Extent;
import org.metricloss.core.pair.ClassOrder;
import org.metricloss.core.pair.PairKernel;
import org.metricloss.core.pair.PairLook;
import org.metricloss.core.pair.PairPass;
import org.metricloss.core.tensor.Tensor;
import org.metricloss.loss.triplet.Triplets.Distances;

/**
 * Computes the triplets of a batch on the host, anchor by anchor, by an {@link AnchorRule}; no array holds more than a
 * block of the distances. Arguments are the embeddings [m, d] and labels [m].
 *
 * @param loss says which triplets and what they cost
 * @param type the embeddings' type
 * @param m the number of samples
 * @param d their dimension
 * @param extent whether the gradient is computed; otherwise the contents of its result are undefined
 */
record ExactTriplets(TripletLoss loss, DataType type, int m, int d, Extent extent) implements HostFunction {
    /** Places of the numbers of an anchor; they become results in this order, after the gradient. */
    private enum Tally {
        COST,
        CONSIDERED,
        MINED,
        ACTIVE,
        VIOLATING,
        POSITIVE_DISTANCES,
        POSITIVES,
        NEGATIVE_DISTANCES,
        NEGATIVES
    }

    static Triplets of(Tensor embeddings, Tensor labels, TripletLoss loss) {
        Shape shape = embeddings.shape();
        List<Tensor> results = embeddings.onHost(
                new ExactTriplets(loss, embeddings.dataType(), shape.size(0), shape.size(1), Extent.ALL), labels);
        return new Triplets(
                results.get(1).withGradient(embeddings, results.get(0)),
                results.get(2),
                results.get(3),
                results.get(4),
                results.get(5),
                new Distances(results.get(6), results.get(7)),
                new Distances(results.get(8), results.get(9)));
    }

    /**
     * {@return the sum of the costs, with the derivative by each distance but none by the embeddings: for measuring}
     */
    static Tensor forward(Tensor embeddings, Tensor labels, TripletLoss loss) {
        Shape shape = embeddings.shape();
        ExactTriplets function =
                new ExactTriplets(loss, embeddings.dataType(), shape.size(0), shape.size(1), Extent.FORWARD);
        return embeddings.onHost(function, labels).get(1);
    }

    @Override
    public List<Result> results() {
        Result number = new Result(DataType.FLOAT64, Shape.of());
        Result count = new Result(DataType.INT64, Shape.of());
        return List.of(
                new Result(type, Shape.of(m, d)),
                new Result(type, Shape.of()),
                count,
                count,
                count,
                count,
                number,
                count,
                number,
                count);
    }

    @Override
    public void compute(HostCall call) {
        int[] labels = call.argument(1).toInts();
        Kernel kernel;
        if (loss.mining().dependsOnOrder()) {
            kernel = new Kernel(labels);
            for (double[] gradient : pass(call, call.argument(0), kernel)) {
                HostArray.Rows rows = call.result(0).cursor();
                for (int i = 0; i < m; i++) {
                    rows.write(i, gradient, i * d);
                }
            }
        } else {
            ClassOrder order = ClassOrder.of(labels);
            kernel = new Kernel(order.labels());
            HostArray ordered = order.gather(call, call.argument(0));
            for (double[] gradient : pass(call, ordered, kernel)) {
                order.scatter(call, gradient, call.result(0));
            }
            call.release(ordered);
        }
        for (Tally tally : Tally.values()) {
            call.result(1 + tally.ordinal()).set(0, kernel.sum(tally));
        }
    }

    /** {@return the gradient; empty if it is not wanted} */
    private double[][] pass(HostCall call, HostArray embeddings, Kernel kernel) {
        return PairPass.run(
                call, embeddings, extent == Extent.ALL ? kernel : PairLook.withoutGradient(kernel, type, m));
    }

    /** Every row is an anchor. */
    private final class Kernel implements PairKernel {
        private final int[] labels;
        private final double[][] tallies = new double[m][Tally.values().length];

        Kernel(int[] labels) {
            this.labels = labels;
        }

        /** Added in the order of the anchors, whichever thread computed them. */
        double sum(Tally tally) {
            return IntStream.range(0, m)
                    .mapToDouble(i -> tallies[i][tally.ordinal()])
                    .reduce(0, Double::sum);
        }

        @Override
        public boolean unordered() {
            return false;
        }

        @Override
        public int groups() {
            return 1;
        }

        @Override
        public Worker worker() {
            Anchor anchor = new Anchor(loss, type, labels);
            AnchorRule rule = loss.mining().rule(loss, m);
            return (i, from, squaredDistances, weights) -> {
                anchor.take(i, squaredDistances);
                if (anchor.hasTriplets()) {
                    double positiveDistances = anchor.positiveDistanceSum();
                    double negativeDistances = anchor.negativeDistanceSum();
                    if (Double.isNaN(positiveDistances + negativeDistances)) {
                        // NaN cannot be sorted.
                        anchor.cost = Double.NaN;
                    } else {
                        rule.apply(anchor);
                        anchor.writeWeights(weights[0]);
                    }
                    keep(i, anchor, positiveDistances, negativeDistances);
                }
            };
        }

        private void keep(int i, Anchor anchor, double positiveDistances, double negativeDistances) {
            double[] tally = tallies[i];
            tally[Tally.COST.ordinal()] = anchor.cost;
            tally[Tally.CONSIDERED.ordinal()] = loss.mining().considered(anchor);
            tally[Tally.MINED.ordinal()] = anchor.mined;
            tally[Tally.ACTIVE.ordinal()] = anchor.active;
            tally[Tally.VIOLATING.ordinal()] = anchor.violating;
            tally[Tally.POSITIVE_DISTANCES.ordinal()] = positiveDistances;
            tally[Tally.POSITIVES.ordinal()] = anchor.positiveCount;
            tally[Tally.NEGATIVE_DISTANCES.ordinal()] = negativeDistances;
            tally[Tally.NEGATIVES.ordinal()] = anchor.negativeCount;
        }
    }
}
