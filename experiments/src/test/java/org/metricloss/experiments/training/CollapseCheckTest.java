package org.metricloss.experiments.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.core.engine.EmbeddingSpread;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.StepResult;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Parameters;

class CollapseCheckTest {
    /**
     * Equal embeddings cost softmax log 3 = 1.0986 and triplets of margin 0.5 just that: 1.3486 with weight 0.5. Contrastive
     * pairs of one class cost nothing then.
     */
    @ParameterizedTest
    @CsvSource({
        "joint, 1.3486, 0.009, true",
        "joint, 1.3600, 0.009, true",
        "joint, 1.3700, 0.009, false",
        "joint, 1.3000, 0.009, false",
        "joint, 1.3486, 0.011, false",
        "joint, 1.3486, NaN, false",
        "joint, NaN, 0.009, false",
        "joint, 77, 0.00001, false",
        "joint, 77, 0.0000001, true",
        "lone class, 0, 0, false"
    })
    void spreadAndLossDecideTogether(String batch, double loss, double spread, boolean collapsed) {
        Objective objective = new Objective(
                "joint",
                List.of(
                        new Objective.Term("softmax", 1, loss("softmax", Map.of())),
                        new Objective.Term("triplet", 0.5, loss("triplet", Map.of("margin", 0.5, "mining", "hard")))));
        int[] labels = batch.equals("joint") ? new int[] {0, 0, 1, 1, 2} : new int[] {1, 1, 1};
        StepResult result = new StepResult(loss, List.of()).with(new EmbeddingSpread(1, spread));
        CollapseCheck check = new CollapseCheck(Engine.all().get("djl"), objective, new LossSetting(3, 4));
        assertThat(check.hasCollapsed(new EpochTotals.Step(result, labels, Optional.empty())))
                .isEqualTo(collapsed);
    }

    private static org.metricloss.core.loss.MetricLoss loss(String id, Map<String, ?> parameters) {
        return LossProvider.all().get(id).create(Parameters.of(parameters));
    }
}
