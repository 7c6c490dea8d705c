package org.metricloss.loss.ranking;

import java.util.LinkedHashMap;
import java.util.Map;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.contract.PlainBatch;
import org.metricloss.core.contract.PlainResult;
import org.metricloss.core.loss.MetricLoss;

class RankingLossContractTest extends LossContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        Map<String, MetricLoss> losses = new LinkedHashMap<>();
        losses.put("FastAP", new FastApLoss(10));
        losses.put("FastAP, three bins", new FastApLoss(3));
        losses.put("Smooth-AP", new SmoothApLoss(0.1));
        losses.put("Smooth-AP, cold", new SmoothApLoss(0.01));
        return losses;
    }

    @Override
    protected PlainResult plainLoops(MetricLoss loss, PlainBatch batch) {
        double sum = 0;
        long queries = 0;
        long considered = 0;
        long active = 0;
        for (int q = 0; q < batch.samples(); q++) {
            int positives = 0;
            for (int j = 0; j < batch.samples(); j++) {
                positives += j != q && batch.labels()[j] == batch.labels()[q] ? 1 : 0;
            }
            if (positives == 0) {
                continue;
            }
            boolean fast = loss instanceof FastApLoss;
            double precision =
                    fast ? fastAp((FastApLoss) loss, batch, q) : smoothAp((SmoothApLoss) loss, batch, q, positives);
            long tuples = fast ? batch.samples() - 1 : (long) positives * (batch.samples() - 2);
            boolean negatives = positives < batch.samples() - 1;
            considered += tuples;
            active += fast ? (precision < 1 - 1e-12 ? tuples : 0) : negatives ? tuples : 0;
            sum += 1 - precision;
            queries++;
        }
        return PlainResult.of(queries == 0 ? 0 : sum / queries, considered, active);
    }

    private static double fastAp(FastApLoss loss, PlainBatch batch, int q) {
        double width = 4.0 / loss.bins();
        double positives = 0;
        double allBefore = 0;
        double positivesBefore = 0;
        double precision = 0;
        for (int b = 0; b <= loss.bins(); b++) {
            double positive = 0;
            double all = 0;
            for (int j = 0; j < batch.samples(); j++) {
                if (j != q) {
                    double distance = Math.min(4, 2 - 2 * cosine(batch.embeddings()[q], batch.embeddings()[j]));
                    double share = Math.max(0, 1 - Math.abs(distance - b * width) / width);
                    all += share;
                    positive += batch.labels()[j] == batch.labels()[q] ? share : 0;
                }
            }
            allBefore += all;
            positivesBefore += positive;
            positives += positive;
            precision += allBefore > 0 ? positive * positivesBefore / allBefore : 0;
        }
        return precision / positives;
    }

    private static double smoothAp(SmoothApLoss loss, PlainBatch batch, int q, int positives) {
        double precision = 0;
        for (int i = 0; i < batch.samples(); i++) {
            if (i == q || batch.labels()[i] != batch.labels()[q]) {
                continue;
            }
            double rankAmongPositives = 1;
            double rank = 1;
            for (int j = 0; j < batch.samples(); j++) {
                if (j != q && j != i) {
                    double difference = cosine(batch.embeddings()[q], batch.embeddings()[j])
                            - cosine(batch.embeddings()[q], batch.embeddings()[i]);
                    double before = 1 / (1 + Math.exp(-difference / loss.temperature()));
                    rank += before;
                    rankAmongPositives += batch.labels()[j] == batch.labels()[q] ? before : 0;
                }
            }
            precision += rankAmongPositives / rank / positives;
        }
        return precision;
    }

    /** A row of zeros is at squared distance 1 from rows of length 1, and at 0 from others of zeros. */
    private static double cosine(double[] a, double[] b) {
        double lengthOfA = length(a);
        double lengthOfB = length(b);
        double squared = 0;
        for (int k = 0; k < a.length; k++) {
            double difference = a[k] / lengthOfA - b[k] / lengthOfB;
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
