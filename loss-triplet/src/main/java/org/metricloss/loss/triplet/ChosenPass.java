package org.metricloss.loss.triplet;

import java.util.List;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.array.Shape;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.host.Row;
import org.metricloss.core.tensor.Tensor;
import org.metricloss.loss.triplet.Triplets.Distances;

/**
 * Computes one chosen triplet of each anchor with its gradient in closed form on the host, in O(m d); tensor
 * operations would take a few dozen calls of the engine. Distances are computed from differences and rounded to the
 * type of the embeddings before they are compared. Arguments are the embeddings [m, d], the rows of positives and of
 * negatives [m], and 1 for each anchor [m].
 *
 * @param loss what a triplet costs
 * @param type the embeddings' type
 * @param m the number of samples
 * @param d their dimension
 */
record ChosenPass(TripletLoss loss, DataType type, int m, int d) implements HostFunction {
    /** @param places the rows of positives and of negatives, and which samples are anchors */
    static Triplets of(Tensor embeddings, List<Tensor> places, TripletLoss loss) {
        Shape shape = embeddings.shape();
        List<Tensor> results = embeddings.onHost(
                new ChosenPass(loss, embeddings.dataType(), shape.size(0), shape.size(1)),
                places.toArray(Tensor[]::new));
        Tensor chosen = results.get(2);
        return new Triplets(
                results.get(1).withGradient(embeddings, results.get(0)),
                chosen,
                chosen,
                results.get(3),
                results.get(4),
                new Distances(results.get(5), chosen),
                new Distances(results.get(6), chosen));
    }

    /** {@return the arrays that it holds} */
    static HeldArrays arrays(long samples, int dimension) {
        // The gradient in double, as a result and two copies in the backward pass; the places of the triplets and
        // their distances.
        return HeldArrays.none()
                .onHostWide(1, samples, dimension)
                .onHost(3, samples, dimension)
                .onHostWide(5, samples);
    }

    @Override
    public List<Result> results() {
        Result count = new Result(DataType.INT64, Shape.of());
        Result number = new Result(DataType.FLOAT64, Shape.of());
        return List.of(
                new Result(type, Shape.of(m, d)), new Result(type, Shape.of()), count, count, count, number, number);
    }

    @Override
    public void compute(HostCall call) {
        int[] positives = call.argument(1).toInts();
        int[] negatives = call.argument(2).toInts();
        int[] anchors = call.argument(3).toInts();
        Sums sums = new Sums(call.argument(0).cursor());
        for (int i = 0; i < m; i++) {
            if (anchors[i] == 1) {
                sums.add(i, positives[i], negatives[i]);
            }
        }
        HostArray.Rows rows = call.result(0).cursor();
        for (int i = 0; i < m; i++) {
            rows.write(i, sums.gradient, i * d);
        }
        call.result(1).set(0, sums.cost);
        call.result(2).set(0, sums.chosen);
        call.result(3).set(0, sums.active);
        call.result(4).set(0, sums.violating);
        call.result(5).set(0, loss.distance().euclideanSum(sums.positiveDistances, sums.chosen));
        call.result(6).set(0, loss.distance().euclideanSum(sums.negativeDistances, sums.chosen));
    }

    /** The sums over the triplets. */
    private final class Sums {
        private final HostArray.Rows embeddings;
        private final double margin = type.rounded(loss.margin());
        private final double[] a = new double[d];
        private final double[] p = new double[d];
        private final double[] n = new double[d];
        private final Row compared = new Row(type, 3);
        private final double[] distances = new double[2];
        private final double[] slopes = new double[2];
        private final double[] gradient = new double[m * d];
        private final double[] positiveDistances = new double[m];
        private final double[] negativeDistances = new double[m];
        private double cost;
        private int chosen;
        private int active;
        private int violating;

        Sums(HostArray.Rows embeddings) {
            this.embeddings = embeddings;
        }

        void add(int anchor, int positive, int negative) {
            embeddings.read(anchor, a, 0);
            embeddings.read(positive, p, 0);
            embeddings.read(negative, n, 0);
            compared.set(0, squaredDistance(a, p));
            compared.set(1, squaredDistance(a, n));
            compared.set(2, loss.swap() ? squaredDistance(p, n) : Double.POSITIVE_INFINITY);
            loss.distance().fromSquared(compared, 0, 3);
            boolean swapped = compared.get(2) < compared.get(1);
            distances[0] = compared.get(0);
            distances[1] = compared.get(swapped ? 2 : 1);
            positiveDistances[chosen] = compared.get(0);
            negativeDistances[chosen] = compared.get(1);
            chosen++;
            double violation = type.rounded(type.rounded(distances[0] + margin) - distances[1]);
            double tripletCost = type.rounded(loss.form().cost(violation));
            cost += tripletCost;
            active += tripletCost > 0 ? 1 : 0;
            violating += violation > 0 ? 1 : 0;
            slopes[0] = loss.form().slope(violation);
            slopes[1] = -slopes[0];
            loss.distance().slopesBySquare(slopes, distances, 2);
            move(anchor, a, positive, p, 2 * slopes[0]);
            if (swapped) {
                move(positive, p, negative, n, 2 * slopes[1]);
            } else {
                move(anchor, a, negative, n, 2 * slopes[1]);
            }
        }

        private double squaredDistance(double[] x, double[] y) {
            double sum = 0;
            for (int k = 0; k < d; k++) {
                double difference = x[k] - y[k];
                sum += difference * difference;
            }
            return sum;
        }

        /** Adds weight (x - y) to the gradient of x and subtracts it from that of y. */
        private void move(int rowOfX, double[] x, int rowOfY, double[] y, double weight) {
            if (weight == 0) {
                return;
            }
            for (int k = 0; k < d; k++) {
                double moved = weight * (x[k] - y[k]);
                gradient[rowOfX * d + k] += moved;
                gradient[rowOfY * d + k] -= moved;
            }
        }
    }
}
