package org.metricloss.loss.triplet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.contract.MiningContract;
import org.metricloss.core.contract.PlainMiner;
import org.metricloss.core.contract.PlainMiner.Choice;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.Stepwise;
import org.metricloss.core.loss.TupleReduction;
import org.metricloss.core.mining.MiningRule;
import org.metricloss.core.plugin.Spelling;

/** Triplet loss with every mining, alone and in a list by steps, which computes it in another way. */
class TripletMiningTest extends MiningContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        Map<String, MetricLoss> losses = new LinkedHashMap<>();
        for (MiningRule rule : MiningRule.values()) {
            String mining = Spelling.of(rule);
            boolean normalize = rule == MiningRule.DISTANCE_WEIGHTED;
            if (rule != MiningRule.RANDOM) {
                // Alone, it numbers negatives in the order of the samples and not of the classes.
                losses.put(mining, loss(Map.of("mining", mining, "normalize", normalize, "margin", 0.4)));
            }
            losses.put(
                    mining + " by steps",
                    loss(Map.of("mining", steps("all", 2, mining), "normalize", normalize, "form", "softplus")));
        }
        losses.put("hard cosine", loss(Map.of("mining", "hard", "distance", "cosine", "normalize", true)));
        losses.put("all cosine", loss(Map.of("distance", "cosine", "normalize", true, "reduction", "all")));
        losses.put(
                "multi-similarity squared",
                loss(Map.of("mining", "multi-similarity", "distance", "squared", "reduction", "sum")));
        return losses;
    }

    private static Stepwise<String> steps(String first, int until, String then) {
        return new Stepwise<>(List.of(new Stepwise.Part<>(until, first), new Stepwise.Part<>(0, then)));
    }

    private static MetricLoss loss(Map<String, Object> parameters) {
        return new TripletLossProvider().create(Parameters.of(parameters));
    }

    @Override
    protected double plain(
            MetricLoss loss, double[][] x, int[] labels, double[][] y, int[] others, double[][] draws, long step) {
        TripletLoss triplet = (TripletLoss) loss;
        boolean first = triplet.minings().isConstant() || step < 2;
        Mining mining = triplet.minings().choices().get(first ? 0 : 1);
        PlainMiner miner = new PlainMiner(mining.rule(), triplet.distance(), triplet.normalize(), triplet.margin());
        List<Choice> mined = PlainMiner.triplets(miner.mine(x, labels, y, others, draws));
        double sum = 0;
        int counted = 0;
        for (Choice each : mined) {
            double violation = miner.between(x[each.anchor()], y[each.positive()])
                    - miner.between(x[each.anchor()], y[each.negative()])
                    + triplet.margin();
            double cost =
                    triplet.form() == TripletForm.HINGE ? Math.max(0, violation) : Math.log1p(Math.exp(violation));
            sum += cost;
            counted += triplet.reduction() == TupleReduction.ALL || cost > 0 ? 1 : 0;
        }
        return triplet.reduction() == TupleReduction.SUM ? sum : sum / Math.max(1, counted);
    }
}
