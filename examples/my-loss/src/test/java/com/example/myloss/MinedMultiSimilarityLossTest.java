package com.example.myloss;

import java.util.Map;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.contract.PlainBatch;
import org.metricloss.core.contract.PlainResult;
import org.metricloss.core.loss.MetricLoss;

class MinedMultiSimilarityLossTest extends LossContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        return Map.of("mined", new MinedMultiSimilarityLoss(2, 20, 0.5, 0.1));
    }

    @Override
    protected PlainResult plainLoops(MetricLoss given, PlainBatch batch) {
        MinedMultiSimilarityLoss loss = (MinedMultiSimilarityLoss) given;
        int m = batch.samples();
        double value = 0;
        long active = 0;
        for (int a = 0; a < m; a++) {
            double leastPositive = Double.POSITIVE_INFINITY;
            double largestNegative = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < m; j++) {
                double s = cosine(batch, a, j);
                if (j != a && batch.labels()[j] == batch.labels()[a]) {
                    leastPositive = Math.min(leastPositive, s);
                } else if (j != a) {
                    largestNegative = Math.max(largestNegative, s);
                }
            }
            double positives = 0;
            double negatives = 0;
            for (int j = 0; j < m; j++) {
                double s = cosine(batch, a, j);
                boolean positive = batch.labels()[j] == batch.labels()[a];
                if (j != a && (positive ? s < largestNegative + loss.epsilon() : s > leastPositive - loss.epsilon())) {
                    positives += positive ? Math.exp(-loss.alpha() * (s - loss.base())) : 0;
                    negatives += positive ? 0 : Math.exp(loss.beta() * (s - loss.base()));
                    active++;
                }
            }
            value += (Math.log1p(positives) / loss.alpha() + Math.log1p(negatives) / loss.beta()) / m;
        }
        return PlainResult.of(value, (long) m * (m - 1), active);
    }

    private static double cosine(PlainBatch batch, int i, int j) {
        double[] a = batch.embeddings()[i];
        double[] b = batch.embeddings()[j];
        double squared = 0;
        for (int k = 0; k < a.length; k++) {
            double difference = a[k] / length(a) - b[k] / length(b);
            squared += difference * difference;
        }
        return 1 - squared / 2;
    }

    private static double length(double[] row) {
        double squares = 0;
        for (double each : row) {
            squares += each * each;
        }
        return Math.max(Math.sqrt(squares), 1e-12);
    }
}
