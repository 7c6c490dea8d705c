package org.metricloss.loss.triplet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.contract.PlainBatch;
import org.metricloss.core.contract.PlainResult;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.TupleReduction;

class TripletLossContractTest extends LossContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        Map<String, MetricLoss> losses = new LinkedHashMap<>(mined());
        losses.put(
                "explicit",
                loss(Mining.EXPLICIT, TripletDistance.EUCLIDEAN, false, TripletForm.HINGE, TupleReduction.ACTIVE));
        losses.put(
                "explicit squared sum",
                loss(Mining.EXPLICIT, TripletDistance.SQUARED, false, TripletForm.HINGE, TupleReduction.SUM));
        losses.put(
                "explicit softplus, normalized",
                loss(Mining.EXPLICIT, TripletDistance.EUCLIDEAN, true, TripletForm.SOFTPLUS, TupleReduction.ALL));
        return losses;
    }

    private static Map<String, MetricLoss> mined() {
        return Map.of(
                "all", loss(Mining.ALL, TripletDistance.EUCLIDEAN, false, TripletForm.HINGE, TupleReduction.ACTIVE),
                "all squared sum",
                        loss(Mining.ALL, TripletDistance.SQUARED, false, TripletForm.HINGE, TupleReduction.SUM),
                "all normalized",
                        loss(Mining.ALL, TripletDistance.SQUARED, true, TripletForm.HINGE, TupleReduction.ALL),
                "all softplus",
                        loss(Mining.ALL, TripletDistance.EUCLIDEAN, false, TripletForm.SOFTPLUS, TupleReduction.ALL),
                // On a grid, D_ap + 1 = D_an occurs: such a triplet is not active.
                "all, margin 1",
                        new TripletLoss(
                                Mining.ALL,
                                1,
                                TripletDistance.EUCLIDEAN,
                                false,
                                TripletForm.HINGE,
                                TupleReduction.ACTIVE),
                "hard", loss(Mining.HARD, TripletDistance.EUCLIDEAN, false, TripletForm.HINGE, TupleReduction.ACTIVE),
                "hard squared sum",
                        loss(Mining.HARD, TripletDistance.SQUARED, false, TripletForm.HINGE, TupleReduction.SUM),
                "hard normalized",
                        loss(Mining.HARD, TripletDistance.EUCLIDEAN, true, TripletForm.HINGE, TupleReduction.ALL),
                "hard softplus",
                        loss(Mining.HARD, TripletDistance.EUCLIDEAN, false, TripletForm.SOFTPLUS, TupleReduction.ALL));
    }

    private static TripletLoss loss(
            Mining mining, TripletDistance distance, boolean normalize, TripletForm form, TupleReduction reduction) {
        return new TripletLoss(mining, 0.2, distance, normalize, form, reduction);
    }

    @Override
    protected PlainResult plainLoops(MetricLoss loss, PlainBatch batch) {
        TripletLoss triplet = (TripletLoss) loss;
        double[][] distances = distances(triplet, batch.embeddings());
        int[] labels = batch.labels();
        double sum = 0;
        int considered = 0;
        int active = 0;
        for (int[] each : batch.tuples().orElseGet(() -> mined(triplet.mining(), distances, labels))) {
            double violation = distances[each[0]][each[1]] - distances[each[0]][each[2]] + triplet.margin();
            double cost =
                    triplet.form() == TripletForm.HINGE ? Math.max(0, violation) : Math.log(1 + Math.exp(violation));
            sum += cost;
            considered++;
            active += cost > 0 ? 1 : 0;
        }
        double value = switch (triplet.reduction()) {
            case SUM -> sum;
            case ALL -> considered == 0 ? 0 : sum / considered;
            case ACTIVE -> active == 0 ? 0 : sum / active;
        };
        return PlainResult.of(value, considered, active);
    }

    private static int[][] mined(Mining mining, double[][] distances, int[] labels) {
        List<int[]> mined = new ArrayList<>();
        for (int a = 0; a < labels.length; a++) {
            for (int p = 0; p < labels.length; p++) {
                for (int n = 0; n < labels.length; n++) {
                    boolean valid = a != p && labels[a] == labels[p] && labels[a] != labels[n];
                    if (valid && (mining == Mining.ALL || hardest(distances, labels, a, p, n))) {
                        mined.add(new int[] {a, p, n});
                    }
                }
            }
        }
        return mined.toArray(int[][]::new);
    }

    /** Whether no other positive is farther from the anchor and no other negative nearer; the first of equal ones is. */
    private static boolean hardest(double[][] distances, int[] labels, int a, int p, int n) {
        for (int other = 0; other < labels.length; other++) {
            double distance = distances[a][other];
            if (labels[other] != labels[a]) {
                if (distance < distances[a][n] || (distance == distances[a][n] && other < n)) {
                    return false;
                }
            } else if (other != a && (distance > distances[a][p] || (distance == distances[a][p] && other < p))) {
                return false;
            }
        }
        return true;
    }

    private static double[][] distances(TripletLoss loss, double[][] x) {
        double[][] distances = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                double sum = 0;
                for (int k = 0; k < x[i].length; k++) {
                    double difference =
                            loss.normalize() ? x[i][k] / norm(x[i]) - x[j][k] / norm(x[j]) : x[i][k] - x[j][k];
                    sum += difference * difference;
                }
                distances[i][j] = loss.distance() == TripletDistance.SQUARED ? sum : Math.sqrt(sum);
            }
        }
        return distances;
    }

    private static double norm(double[] x) {
        double sum = 0;
        for (double each : x) {
            sum += each * each;
        }
        return Math.max(Math.sqrt(sum), 1e-12);
    }
}
