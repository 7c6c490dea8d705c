package org.metricloss.loss.center;

import java.util.Map;
import java.util.Optional;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.contract.PlainBatch;
import org.metricloss.core.contract.PlainResult;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.tensor.Shape;

class CenterLossContractTest extends LossContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        return Map.of(
                "paper, mean", new CenterLoss(CenterUpdate.PAPER, 0.5, CenterReduction.MEAN),
                "batch-scaled, sum", new CenterLoss(CenterUpdate.BATCH_SCALED, 1, CenterReduction.SUM));
    }

    @Override
    protected PlainResult plainLoops(MetricLoss loss, PlainBatch batch) {
        CenterLoss center = (CenterLoss) loss;
        int m = batch.samples();
        double[][] centers = batch.state().get("centers");
        double sum = 0;
        int active = 0;
        for (int i = 0; i < m; i++) {
            double squaredDistance = 0;
            for (int k = 0; k < centers[0].length; k++) {
                squaredDistance += Math.pow(batch.embeddings()[i][k] - centers[batch.labels()[i]][k], 2);
            }
            sum += squaredDistance;
            active += squaredDistance > 0 ? 1 : 0;
        }
        double value = center.reduction() == CenterReduction.MEAN ? sum / m / 2 : sum / 2;
        return new PlainResult(
                value,
                Optional.of(new PlainResult.Tuples(m, active)),
                Map.of("centers", nextCenters(center, batch, centers)));
    }

    /** Equation 4 of the paper, one coordinate of one center at a time. */
    private static DoubleArray nextCenters(CenterLoss loss, PlainBatch batch, double[][] centers) {
        int d = centers[0].length;
        double[] next = new double[centers.length * d];
        for (int j = 0; j < centers.length; j++) {
            for (int k = 0; k < d; k++) {
                double numerator = 0;
                double denominator = 1;
                for (int i = 0; i < batch.samples(); i++) {
                    if (batch.labels()[i] == j) {
                        numerator += centers[j][k] - batch.embeddings()[i][k];
                        denominator++;
                    }
                }
                double step = loss.alpha() * numerator / denominator;
                next[j * d + k] = centers[j][k] - (loss.update() == CenterUpdate.PAPER ? step : step / batch.samples());
            }
        }
        return DoubleArray.of(Shape.of(centers.length, d), next);
    }
}
