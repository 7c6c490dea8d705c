package org.metricloss.loss.softmax;

import java.util.Map;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.contract.PlainBatch;
import org.metricloss.core.contract.PlainResult;
import org.metricloss.core.loss.MetricLoss;

class SoftmaxLossContractTest extends LossContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        return Map.of("with bias", new SoftmaxLoss(true), "without bias", new SoftmaxLoss(false));
    }

    @Override
    protected PlainResult plainLoops(MetricLoss loss, PlainBatch batch) {
        double sum = 0;
        for (int i = 0; i < batch.samples(); i++) {
            double[] x = batch.embeddings()[i];
            double denominator = 0;
            double numerator = Double.NaN;
            double[][] w = batch.state().get("weight");
            for (int j = 0; j < w.length; j++) {
                double z = ((SoftmaxLoss) loss).bias() ? batch.state().get("bias")[0][j] : 0;
                for (int k = 0; k < x.length; k++) {
                    z += w[j][k] * x[k];
                }
                denominator += Math.exp(z);
                if (j == batch.labels()[i]) {
                    numerator = Math.exp(z);
                }
            }
            sum -= Math.log(numerator / denominator);
        }
        return PlainResult.of(sum / batch.samples());
    }
}
