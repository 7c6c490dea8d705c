package org.metricloss.loss.triplet;

import java.util.List;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.pair.PairKernel;
import org.metricloss.core.pair.PairPass;
import org.metricloss.core.tensor.DataType;
import org.metricloss.core.tensor.Shape;
import org.metricloss.core.tensor.Tensor;

/**
 * The hardest triplet of each anchor, found on the host while the distances pass by. Arguments are the embeddings [m, d] and
 * labels [m]; results the rows of the positives and of the negatives, and 1 for each sample that is an anchor, INT64 [m] each.
 *
 * @param loss says what distances are compared
 * @param type the embeddings' type
 * @param m the number of samples
 */
record ExactChoice(TripletLoss loss, DataType type, int m) implements HostFunction {
    static Triplets hardest(Tensor embeddings, Tensor labels, TripletLoss loss) {
        return chosen(embeddings, places(embeddings, labels, loss), loss);
    }

    /** @return the rows of positives and of negatives, and which samples are anchors */
    static List<Tensor> places(Tensor embeddings, Tensor labels, TripletLoss loss) {
        ExactChoice function =
                new ExactChoice(loss, embeddings.dataType(), embeddings.shape().size(0));
        return embeddings.onHost(function, labels);
    }

    /** @param places the rows of positives and of negatives, and which samples are anchors */
    static Triplets chosen(Tensor embeddings, List<Tensor> places, TripletLoss loss) {
        return ChosenTriplets.forAnchors(
                embeddings, places.get(0), places.get(1), places.get(2).greaterThan(0), loss);
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

        private static int farthestPositive(Anchor anchor) {
            int farthest = 0;
            for (int p = 1; p < anchor.positiveCount; p++) {
                farthest = anchor.positives[p] > anchor.positives[farthest] ? p : farthest;
            }
            return farthest;
        }

        private static int nearestNegative(Anchor anchor) {
            int nearest = 0;
            for (int n = 1; n < anchor.negativeCount; n++) {
                nearest = anchor.negatives[n] < anchor.negatives[nearest] ? n : nearest;
            }
            return nearest;
        }
    }
}
