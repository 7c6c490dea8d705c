package org.metricloss.loss.triplet;

import java.util.List;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.tensor.Tensor;

/**
 * One triplet of each anchor at random, on the host: of its k positives the one of place floor(u k) in order, and of
 * its negatives likewise. Arguments are the draws u [m, 2] in [0, 1) and labels [m]; results as in {@link ExactChoice}.
 *
 * @param m the number of samples
 */
record RandomChoice(int m) implements HostFunction {
    static Triplets of(Tensor embeddings, Tensor labels, Tensor draws, TripletLoss loss) {
        List<Tensor> places = draws.onHost(new RandomChoice(embeddings.shape().size(0)), labels);
        return ChosenPass.of(embeddings, places, loss);
    }

    @Override
    public List<Result> results() {
        Result rows = new Result(DataType.INT64, Shape.of(m));
        return List.of(rows, rows, rows);
    }

    @Override
    public void compute(HostCall call) {
        int[] labels = call.argument(1).toInts();
        DataType type = call.argument(0).type();
        double[] draw = new double[2];
        for (int i = 0; i < m; i++) {
            call.argument(0).cursor().read(i, draw, 0);
            int positives = 0;
            for (int j = 0; j < m; j++) {
                positives += j != i && labels[j] == labels[i] ? 1 : 0;
            }
            int negatives = m - 1 - positives;
            boolean isAnchor = positives > 0 && negatives > 0;
            call.result(0)
                    .set(
                            i,
                            isAnchor
                                    ? atPlace(labels, i, true, place(type.rounded(draw[0] * positives), positives))
                                    : 0);
            call.result(1)
                    .set(
                            i,
                            isAnchor
                                    ? atPlace(labels, i, false, place(type.rounded(draw[1] * negatives), negatives))
                                    : 0);
            call.result(2).set(i, isAnchor ? 1 : 0);
        }
    }

    private static int place(double wanted, int count) {
        return Math.min(count - 1, (int) wanted);
    }

    private static int atPlace(int[] labels, int anchor, boolean positive, int place) {
        int left = place;
        for (int j = 0; ; j++) {
            if (j != anchor && (labels[j] == labels[anchor]) == positive && left-- == 0) {
                return j;
            }
        }
    }
}
