package org.metricloss.loss.contrastive;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.contract.MiningContract;
import org.metricloss.core.contract.PlainMiner;
import org.metricloss.core.contract.PlainMiner.Choice;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.Stepwise;
import org.metricloss.core.mining.MiningRule;
import org.metricloss.core.mining.PairDistance;
import org.metricloss.core.plugin.Spelling;

/** Margin loss with every mining: a term for the positive and one for the negative of each mined triplet. */
class MarginMiningTest extends MiningContract {
    private static final double BETA = 0.9;

    @Override
    protected Map<String, MetricLoss> losses() {
        Map<String, MetricLoss> losses = new LinkedHashMap<>();
        for (MiningRule rule : MiningRule.values()) {
            losses.put(Spelling.of(rule), loss(Map.of("pairs", "mined", "mining", Spelling.of(rule))));
        }
        losses.put("sampled pairs", loss(Map.of()));
        losses.put("all triplets", loss(Map.of("pairs", "all-triplets")));
        losses.put(
                "by steps",
                loss(Map.of(
                        "pairs",
                        "mined",
                        "mining",
                        new Stepwise<>(
                                List.of(new Stepwise.Part<>(2, "random"), new Stepwise.Part<>(0, "semi-hard"))))));
        return losses;
    }

    private static MetricLoss loss(Map<String, Object> pairs) {
        Map<String, Object> parameters = new LinkedHashMap<>(pairs);
        parameters.put("beta", "fixed");
        parameters.put("initialBeta", BETA);
        parameters.put("margin", 0.3);
        return new MarginLossProvider().create(Parameters.of(parameters));
    }

    @Override
    protected double plain(
            MetricLoss loss, double[][] x, int[] labels, double[][] y, int[] others, double[][] draws, long step) {
        MarginLoss margin = (MarginLoss) loss;
        boolean first = margin.rules().isConstant() || step < 2;
        MiningRule rule = margin.rules().choices().get(first ? 0 : 1);
        PlainMiner miner = new PlainMiner(rule, PairDistance.EUCLIDEAN, true, margin.margin());
        double sum = 0;
        int terms = 0;
        for (Choice triplet : PlainMiner.triplets(miner.mine(x, labels, y, others, draws))) {
            double[] anchor = x[triplet.anchor()];
            double positive = Math.max(0, miner.between(anchor, y[triplet.positive()]) - BETA + margin.margin());
            double negative = Math.max(0, BETA - miner.between(anchor, y[triplet.negative()]) + margin.margin());
            sum += positive + negative;
            terms += (positive > 0 ? 1 : 0) + (negative > 0 ? 1 : 0);
        }
        return sum / Math.max(1, terms);
    }
}
