package org.metricloss.loss.triplet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.contract.PlainBatch;
import org.metricloss.core.contract.PlainResult;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.mining.PairDistance;

class TripletLossContractTest extends LossContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        Map<String, MetricLoss> losses = new LinkedHashMap<>();
        losses.put("all", loss(Map.of()));
        losses.put("all enumerated", loss(Map.of("algorithm", "enumerate")));
        losses.put("all squared sum", loss(Map.of("distance", "squared", "reduction", "sum")));
        losses.put("all normalized", loss(Map.of("distance", "squared", "normalize", true, "reduction", "all")));
        losses.put("all softplus", loss(Map.of("form", "softplus", "reduction", "all")));
        // On a grid, D_ap + 1 = D_an occurs: such a triplet is not active.
        losses.put("all, margin 1", loss(Map.of("margin", 1)));
        losses.put("all swapped", loss(Map.of("swap", true)));
        losses.put("semi-hard", loss(Map.of("mining", "semi-hard", "margin", 0.7, "reduction", "all")));
        losses.put("semi-hard softplus", loss(Map.of("mining", "semi-hard", "margin", 1, "form", "softplus")));
        losses.put("semi-hard-nearest", loss(Map.of("mining", "semi-hard-nearest", "margin", 0.7)));
        losses.put("hard", loss(Map.of("mining", "hard")));
        losses.put("hard enumerated", loss(Map.of("mining", "hard", "algorithm", "enumerate")));
        losses.put("hard squared sum", loss(Map.of("mining", "hard", "distance", "squared", "reduction", "sum")));
        losses.put("hard normalized", loss(Map.of("mining", "hard", "normalize", true, "reduction", "all")));
        losses.put("hard softplus", loss(Map.of("mining", "hard", "form", "softplus", "reduction", "all")));
        losses.put("explicit", loss(Map.of("mining", "explicit")));
        losses.put(
                "explicit squared sum", loss(Map.of("mining", "explicit", "distance", "squared", "reduction", "sum")));
        losses.put(
                "explicit softplus, normalized, swapped",
                loss(Map.of(
                        "mining",
                        "explicit",
                        "form",
                        "softplus",
                        "normalize",
                        true,
                        "swap",
                        true,
                        "reduction",
                        "all")));
        return losses;
    }

    private static MetricLoss loss(Map<String, Object> parameters) {
        return new TripletLossProvider().create(Parameters.of(parameters));
    }

    @Override
    protected PlainResult plainLoops(MetricLoss loss, PlainBatch batch) {
        TripletLoss triplet = (TripletLoss) loss;
        double[][] distances = distances(triplet, batch.embeddings());
        int[] labels = batch.labels();
        int[][] mined = batch.tuples().orElseGet(() -> mined(triplet, distances, labels));
        double sum = 0;
        int active = 0;
        for (int[] each : mined) {
            double negative = distances[each[0]][each[2]];
            if (triplet.swap()) {
                negative = Math.min(negative, distances[each[1]][each[2]]);
            }
            double violation = distances[each[0]][each[1]] - negative + triplet.margin();
            double cost =
                    triplet.form() == TripletForm.HINGE ? Math.max(0, violation) : Math.log(1 + Math.exp(violation));
            sum += cost;
            active += cost > 0 ? 1 : 0;
        }
        double value = switch (triplet.reduction()) {
            case SUM -> sum;
            case ALL -> mined.length == 0 ? 0 : sum / mined.length;
            case ACTIVE -> active == 0 ? 0 : sum / active;
        };
        // Semi-hard mining looks at all triplets.
        int considered = triplet.mining() == Mining.SEMI_HARD ? valid(labels, (a, p, n) -> true).length : mined.length;
        return PlainResult.of(value, considered, active);
    }

    private interface Choice {
        boolean takes(int a, int p, int n);
    }

    private static int[][] mined(TripletLoss loss, double[][] distances, int[] labels) {
        return valid(labels, (a, p, n) -> mined(loss, distances, labels, a, p, n));
    }

    private static int[][] valid(int[] labels, Choice choice) {
        List<int[]> valid = new ArrayList<>();
        for (int a = 0; a < labels.length; a++) {
            for (int p = 0; p < labels.length; p++) {
                for (int n = 0; n < labels.length; n++) {
                    if (a != p && labels[a] == labels[p] && labels[a] != labels[n] && choice.takes(a, p, n)) {
                        valid.add(new int[] {a, p, n});
                    }
                }
            }
        }
        return valid.toArray(int[][]::new);
    }

    private static boolean mined(TripletLoss loss, double[][] distances, int[] labels, int a, int p, int n) {
        return switch (loss.mining()) {
            case ALL -> true;
            case HARD -> hardest(distances, labels, a, p, n);
            case SEMI_HARD -> distances[a][p] < distances[a][n] && distances[a][n] <= distances[a][p] + loss.margin();
            case SEMI_HARD_NEAREST -> nearestFarther(distances, labels, a, p, n);
            case EASY_POSITIVE, DISTANCE_WEIGHTED, MULTI_SIMILARITY, RANDOM, EXPLICIT ->
                throw new IllegalArgumentException("not mined by distances");
        };
    }

    /** Whether n is the negative to take for (a, p): farther ones go before others, near ones before far ones among them. */
    private static boolean nearestFarther(double[][] distances, int[] labels, int a, int p, int n) {
        boolean farther = distances[a][n] > distances[a][p];
        for (int other = 0; other < labels.length; other++) {
            if (labels[other] != labels[a] && other != n) {
                boolean otherFarther = distances[a][other] > distances[a][p];
                double ahead = farther ? distances[a][n] - distances[a][other] : distances[a][other] - distances[a][n];
                if (farther != otherFarther ? otherFarther : ahead > 0 || (ahead == 0 && other < n)) {
                    return false;
                }
            }
        }
        return true;
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
                distances[i][j] = loss.distance() == PairDistance.SQUARED ? sum : Math.sqrt(sum);
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
