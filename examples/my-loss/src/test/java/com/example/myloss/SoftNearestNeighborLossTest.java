package com.example.myloss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.PlainBatch;
import org.metricloss.core.contract.PlainResult;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.array.Shape;

/** Everything a loss must keep, on every engine, inherited; and what only this loss knows. */
class SoftNearestNeighborLossTest extends LossContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        return Map.of("T = 1", new SoftNearestNeighborLoss(1), "T = 0.25", new SoftNearestNeighborLoss(0.25));
    }

    @Override
    protected PlainResult plainLoops(MetricLoss loss, PlainBatch batch) {
        double sum = 0;
        int anchors = 0;
        for (int i = 0; i < batch.samples(); i++) {
            double all = 0;
            double positives = 0;
            for (int j = 0; j < batch.samples(); j++) {
                double squaredDistance = 0;
                for (int k = 0; k < batch.embeddings()[i].length; k++) {
                    squaredDistance += Math.pow(batch.embeddings()[i][k] - batch.embeddings()[j][k], 2);
                }
                double score = Math.exp(-squaredDistance / ((SoftNearestNeighborLoss) loss).temperature());
                all += i == j ? 0 : score;
                positives += i == j || batch.labels()[i] != batch.labels()[j] ? 0 : score;
            }
            if (positives > 0) {
                sum -= Math.log(positives / all);
                anchors++;
            }
        }
        return PlainResult.of(anchors == 0 ? 0 : sum / anchors);
    }

    /** Samples 0 and 1 of one class, 2 of another, T = 1: log(1 + e^-4 / e^-1) for 0, log(1 + e^-1 / e^-1) for 1. */
    @Test
    void threeSamplesCanBeCheckedByHand() {
        LossExample example =
                LossExample.of(DoubleArray.of(Shape.of(3, 1), 0, 1, 2), new int[] {0, 0, 1}, 2, Map.of());
        double expected = (Math.log(1 + Math.exp(-3)) + Math.log(2)) / 2;
        for (Engine engine : TestEngines.all()) {
            LossRun run = LossRun.of(engine, new SoftNearestNeighborLoss(1), example);
            assertThat(run.value()).as(engine.id()).isCloseTo(expected, within(1e-12));
            assertThat(run.total("anchors")).isEqualTo(2);
        }
        assertThat(TestEngines.all()).extracting(Engine::id).contains("djl", "tensorflow");
    }

    @Test
    void isFoundByItsName() {
        assertThat(LossProvider.all().get("soft-nearest-neighbor").create(Parameters.of(Map.of("temperature", 0.5))))
                .isEqualTo(new SoftNearestNeighborLoss(0.5));
    }
}
