package org.metricloss.loss.triplet;

import java.util.List;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.pair.PairKernel;
import org.metricloss.core.pair.PairPass;
import org.metricloss.core.tensor.Tensor;

/**
 * Finds the hardest triplet of each anchor on the host, row by row of the distances. Arguments are the embeddings [m,
 * d] and labels [m]; results the rows of the positives and of the negatives, and 1 for each sample that is an anchor,
 * INT64 [m] each.
 *
 * @param loss says what distances are compared
 * @param type the embeddings' type
 * @param m the number of samples
 */
record ExactChoice(TripletLoss loss, DataType type, int m) implements HostFunction {
    static Triplets hardest(Tensor embeddings, Tensor labels, TripletLoss loss) {
        return ChosenPass.of(embeddings, places(embeddings, labels, loss), loss);
    }

    /** {@return the rows of positives and of negatives, and which samples are anchors} */
    static List<Tensor> places(Tensor embeddings, Tensor labels, TripletLoss loss) {
        ExactChoice function =
                new ExactChoice(loss, embeddings.dataType(), embeddings.shape().size(0));
        return embeddings.onHost(function, labels);
    }

    @Override
    public List<Result> results() {
        Result rows = new Result(DataType.INT64, Shape.of(m));
        return List.of(rows, rows, rows);
    }

    @Override
    public void compute(HostCall call) {
        PairPass.run(call, call.argument(0), new Kernel(call, call.argument(1).toInts()));
    }

    private final class Kernel implements PairKernel {
        private final HostCall call;
        private final int[] labels;

        Kernel(HostCall call, int[] labels) {
            this.call = call;
            this.labels = labels;
        }

        @Override
        public boolean unordered() {
            return false;
        }

        @Override
        public int groups() {
            return 0;
        }

        @Override
        public Worker worker() {
            Anchor anchor = new Anchor(loss, type, labels);
            return (i, from, squaredDistances, weights) -> {
                anchor.take(i, squaredDistances);
                boolean isAnchor = anchor.hasTriplets();
                call.result(0).set(i, isAnchor ? anchor.positiveRow(farthestPositive(anchor)) : 0);
                call.result(1).set(i, isAnchor ? anchor.negativeRow(nearestNegative(anchor)) : 0);
                call.result(2).set(i, isAnchor ? 1 : 0);
            };
        }

        /** NaN counts as the farthest, so that the loss does not skip it. */
        private static int farthestPositive(Anchor anchor) {
            int farthest = 0;
            double largest = -1;
            for (int p = 0; p < anchor.positiveCount; p++) {
                double distance = anchor.positives[p];
                if (!(distance <= largest)) {
                    if (Double.isNaN(distance)) {
                        return p;
                    }
                    farthest = p;
                    largest = distance;
                }
            }
            return farthest;
        }

        /** NaN counts as the nearest, so that the loss does not skip it. */
        private static int nearestNegative(Anchor anchor) {
            int nearest = 0;
            double smallest = Double.POSITIVE_INFINITY;
            for (int n = 0; n < anchor.negativeCount; n++) {
                double distance = anchor.negatives[n];
                if (!(distance >= smallest)) {
                    if (Double.isNaN(distance)) {
                        return n;
                    }
                    nearest = n;
                    smallest = distance;
                }
            }
            return nearest;
        }
    }
}
