package org.metricloss.loss.contrastive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.contract.PlainBatch;
import org.metricloss.core.contract.PlainResult;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;

class ContrastiveLossContractTest extends LossContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        Map<String, MetricLoss> losses = new LinkedHashMap<>();
        losses.put("squared", loss(Map.of()));
        losses.put("squared enumerated", loss(Map.of("algorithm", "enumerate")));
        losses.put("squared sum, normalized", loss(Map.of("margin", 1.5, "normalize", true, "reduction", "sum")));
        losses.put("squared active", loss(Map.of("positiveMargin", 0.3, "reduction", "active")));
        losses.put("linear", loss(Map.of("form", "linear")));
        losses.put("linear enumerated", loss(Map.of("form", "linear", "algorithm", "enumerate")));
        losses.put(
                "linear all", loss(Map.of("form", "linear", "margin", 1.2, "positiveMargin", 0.3, "reduction", "all")));
        // Not margin 1: points of a grid that are at distance 1 once normalized are there but for rounding.
        losses.put(
                "linear sum, normalized",
                loss(Map.of(
                        "form",
                        "linear",
                        "margin",
                        0.9,
                        "positiveMargin",
                        0.3,
                        "normalize",
                        true,
                        "reduction",
                        "sum")));
        losses.put("explicit", loss(Map.of("pairs", "explicit")));
        losses.put(
                "explicit sum, normalized",
                loss(Map.of("pairs", "explicit", "margin", 1.5, "normalize", true, "reduction", "sum")));
        losses.put("explicit linear", loss(Map.of("pairs", "explicit", "form", "linear", "positiveMargin", 0.2)));
        losses.put(
                "explicit linear sum",
                loss(Map.of("pairs", "explicit", "form", "linear", "margin", 1.2, "reduction", "sum")));
        return losses;
    }

    private static MetricLoss loss(Map<String, Object> parameters) {
        return new ContrastiveLossProvider().create(Parameters.of(parameters));
    }

    @Override
    protected PlainResult plainLoops(MetricLoss loss, PlainBatch batch) {
        ContrastiveLoss contrastive = (ContrastiveLoss) loss;
        Pairs positives = new Pairs();
        Pairs negatives = new Pairs();
        for (int[] pair : batch.tuples().orElseGet(() -> allPairs(batch.samples()))) {
            double distance =
                    distance(batch.embeddings()[pair[0]], batch.embeddings()[pair[1]], contrastive.normalize());
            boolean squared = contrastive.form() == ContrastiveForm.SQUARED;
            if (batch.labels()[pair[0]] == batch.labels()[pair[1]]) {
                double excess = Math.max(0, distance - contrastive.positiveMargin());
                positives.add(squared ? excess * excess / 2 : excess);
            } else {
                double shortfall = Math.max(0, contrastive.margin() - distance);
                negatives.add(squared ? shortfall * shortfall / 2 : shortfall);
            }
        }
        return PlainResult.of(
                value(contrastive, positives, negatives),
                positives.considered + negatives.considered,
                positives.active + negatives.active);
    }

    private static int[][] allPairs(int samples) {
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            for (int j = i + 1; j < samples; j++) {
                pairs.add(new int[] {i, j});
            }
        }
        return pairs.toArray(int[][]::new);
    }

    private static double value(ContrastiveLoss loss, Pairs positives, Pairs negatives) {
        double sum = positives.sum + negatives.sum;
        int considered = positives.considered + negatives.considered;
        return switch (loss.form()) {
            case SQUARED ->
                switch (loss.reduction()) {
                    case ACTIVE -> mean(sum, positives.active + negatives.active);
                    case ALL -> mean(sum, considered);
                    case SUM -> sum;
                };
            case LINEAR ->
                switch (loss.reduction()) {
                    case ACTIVE -> mean(positives.sum, positives.active) + mean(negatives.sum, negatives.active);
                    case ALL -> mean(positives.sum, positives.considered) + mean(negatives.sum, negatives.considered);
                    // All pairs: over (i, j) and (j, i).
                    case SUM -> loss.pairs() == PairChoice.ALL ? 2 * sum : sum;
                };
        };
    }

    private static double mean(double sum, int count) {
        return count == 0 ? 0 : sum / count;
    }

    private static double distance(double[] x, double[] y, boolean normalize) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            double difference = normalize ? x[k] / norm(x) - y[k] / norm(y) : x[k] - y[k];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    private static double norm(double[] x) {
        double sum = 0;
        for (double each : x) {
            sum += each * each;
        }
        return Math.max(Math.sqrt(sum), 1e-12);
    }

    /** Pairs of one kind and what they cost. */
    private static final class Pairs {
        private double sum;
        private int considered;
        private int active;

        void add(double cost) {
            sum += cost;
            considered++;
            active += cost > 0 ? 1 : 0;
        }
    }
}
