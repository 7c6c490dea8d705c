package org.metricloss.loss.contrastive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metricloss.core.contract.MiningContract;
import org.metricloss.core.contract.PlainMiner;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.LossStage;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.Stepwise;
import org.metricloss.core.loss.TupleReduction;
import org.metricloss.core.mining.MiningRule;
import org.metricloss.core.plugin.Spelling;

/** Contrastive loss with every mining. */
class ContrastiveMiningTest extends MiningContract {
    @Test
    void minersThatNeedBothNeedTwoOfAClass() {
        Object steps = new Stepwise<>(List.of(new Stepwise.Part<>(5, "hard"), new Stepwise.Part<>(0, "all")));
        assertThat(loss(Map.of("mining", "hard")).needsTwoOfAClass()).isTrue();
        assertThat(loss(Map.of("mining", "all")).needsTwoOfAClass()).isFalse();
        assertThat(loss(Map.of("mining", steps)).needsTwoOfAClass()).isFalse();
    }

    @Test
    void minersAreTimedTogetherWithValueAndGradient() {
        assertThat(stages(Map.of())).containsExactly("distances", "mining+value", "gradient");
        assertThat(stages(Map.of("mining", "hard"))).containsExactly("distances", "mining+value+gradient");
        assertThat(stages(Map.of("distance", "squared"))).containsExactly("distances", "mining+value+gradient");
    }

    private static List<String> stages(Map<String, Object> parameters) {
        return CostedLoss.of(loss(parameters)).stages().stream()
                .map(LossStage::name)
                .toList();
    }

    @Override
    protected Map<String, MetricLoss> losses() {
        Map<String, MetricLoss> losses = new LinkedHashMap<>();
        for (MiningRule rule : MiningRule.values()) {
            String mining = Spelling.of(rule);
            losses.put(mining, loss(Map.of("mining", mining, "normalize", rule == MiningRule.DISTANCE_WEIGHTED)));
            losses.put(
                    mining + " linear",
                    loss(Map.of(
                            "mining",
                            mining,
                            "form",
                            "linear",
                            "normalize",
                            true,
                            "positiveMargin",
                            0.3,
                            "margin",
                            0.9)));
        }
        losses.put("all squared sum", loss(Map.of("distance", "squared", "reduction", "sum", "form", "linear")));
        losses.put("hard cosine", loss(Map.of("mining", "hard", "distance", "cosine", "normalize", true)));
        losses.put("active", loss(Map.of("mining", "multi-similarity", "reduction", "active")));
        losses.put(
                "by steps",
                loss(Map.of(
                        "mining",
                        new Stepwise<>(List.of(
                                new Stepwise.Part<>(2, "random"),
                                new Stepwise.Part<>(3, "all"),
                                new Stepwise.Part<>(0, "hard"))))));
        return losses;
    }

    private static MetricLoss loss(Map<String, Object> parameters) {
        return new ContrastiveLossProvider().create(Parameters.of(parameters));
    }

    private record Pair(int i, int j, boolean positive) {}

    @Override
    protected double plain(
            MetricLoss loss, double[][] x, int[] labels, double[][] y, int[] others, double[][] draws, long step) {
        ContrastiveLoss contrastive = (ContrastiveLoss) loss;
        MiningRule rule = contrastive.mining().parts().stream()
                .filter(part -> step < part.until() || part.until() == 0)
                .findFirst()
                .orElseThrow()
                .use();
        PlainMiner miner = new PlainMiner(rule, contrastive.distance(), contrastive.normalize(), contrastive.margin());
        Set<Pair> pairs = new LinkedHashSet<>();
        for (PlainMiner.Choice choice : miner.mine(x, labels, y, others, draws)) {
            add(pairs, choice.anchor(), choice.positive(), true, x == y);
            add(pairs, choice.anchor(), choice.negative(), false, x == y);
        }
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (Pair pair : pairs) {
            double distance = miner.between(x[pair.i()], y[pair.j()]);
            double excess = Math.max(
                    0, pair.positive() ? distance - contrastive.positiveMargin() : contrastive.margin() - distance);
            int kind = pair.positive() ? 0 : 1;
            sums[kind] += contrastive.form() == ContrastiveForm.LINEAR ? excess : excess * excess / 2;
            counts[kind] += contrastive.reduction() == TupleReduction.ALL || excess > 0 ? 1 : 0;
        }
        if (contrastive.reduction() == TupleReduction.SUM) {
            boolean twice = contrastive.form() == ContrastiveForm.LINEAR && x == y;
            return (twice ? 2 : 1) * (sums[0] + sums[1]);
        }
        return contrastive.form() == ContrastiveForm.LINEAR
                ? sums[0] / Math.max(1, counts[0]) + sums[1] / Math.max(1, counts[1])
                : (sums[0] + sums[1]) / Math.max(1, counts[0] + counts[1]);
    }

    private static void add(Set<Pair> pairs, int anchor, int other, boolean positive, boolean symmetric) {
        if (other >= 0) {
            pairs.add(
                    symmetric
                            ? new Pair(Math.min(anchor, other), Math.max(anchor, other), positive)
                            : new Pair(anchor, other, positive));
        }
    }
}
