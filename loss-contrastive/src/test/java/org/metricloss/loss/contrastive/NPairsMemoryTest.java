package org.metricloss.loss.contrastive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.contract.MiningContract;
import org.metricloss.core.loss.MetricLoss;

/** N-pair loss of a batch and of a batch with a memory, whose newest sample of a class is the positive. */
class NPairsMemoryTest extends MiningContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        Map<String, MetricLoss> losses = new LinkedHashMap<>();
        losses.put("as they are", new NPairsLoss(false, 0.02));
        losses.put("normalized", new NPairsLoss(true, 0));
        return losses;
    }

    @Override
    protected double plain(
            MetricLoss loss, double[][] x, int[] labels, double[][] y, int[] others, double[][] draws, long step) {
        NPairsLoss nPairs = (NPairsLoss) loss;
        List<double[]> anchors = new ArrayList<>();
        List<double[]> positives = new ArrayList<>();
        for (int label = 0; label < 100; label++) {
            int anchor = place(labels, label, 0);
            int positive = place(others, label, x == y ? anchor + 1 : 0);
            if (anchor < labels.length && positive < others.length) {
                anchors.add(compared(nPairs, x[anchor]));
                positives.add(compared(nPairs, y[positive]));
            }
        }
        int n = anchors.size();
        double value = 0;
        for (int i = 0; i < n && n > 1; i++) {
            double[] a = anchors.get(i);
            double[] p = positives.get(i);
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += j == i ? 0 : Math.exp(PlainPairs.product(a, positives.get(j)) - PlainPairs.product(a, p));
            }
            double squares = x == y ? PlainPairs.product(a, a) + PlainPairs.product(p, p) : 0;
            value += (Math.log1p(sum) + nPairs.regularization() / 4 * squares) / n;
        }
        return value;
    }

    private static int place(int[] labels, int label, int from) {
        int place = from;
        while (place < labels.length && labels[place] != label) {
            place++;
        }
        return place;
    }

    private static double[] compared(NPairsLoss loss, double[] row) {
        double[] compared = row.clone();
        double length = loss.normalize() ? Math.sqrt(PlainPairs.product(row, row)) : 1;
        for (int k = 0; k < row.length; k++) {
            compared[k] /= length;
        }
        return compared;
    }
}
