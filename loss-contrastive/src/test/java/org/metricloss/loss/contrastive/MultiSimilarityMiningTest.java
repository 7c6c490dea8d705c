package org.metricloss.loss.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.contract.LossExamples;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.MiningContract;
import org.metricloss.core.contract.PlainMiner;
import org.metricloss.core.contract.PlainMiner.Choice;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.LossPhase;
import org.metricloss.core.loss.LossStage;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.mining.MiningRule;
import org.metricloss.core.mining.PairDistance;
import org.metricloss.core.plugin.Spelling;

/** Multi-similarity loss with every mining: of mined positives and negatives each is summed once for each anchor. */
class MultiSimilarityMiningTest extends MiningContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        Map<String, MetricLoss> losses = new LinkedHashMap<>();
        for (MiningRule rule : MiningRule.values()) {
            losses.put(
                    Spelling.of(rule),
                    new MultiSimilarityLossProvider()
                            .create(Parameters.of(Map.of("mining", Spelling.of(rule), "beta", 5, "base", 0.5))));
        }
        return losses;
    }

    /** The value is the sum of the costs over the samples. */
    @ParameterizedTest
    @MethodSource("mined")
    void whatIsTimedAsMiningAndValueIsOfTheMinedPairs(Mined mined) {
        LossStage stage = CostedLoss.of(mined.loss()).stages().get(1);
        LossExample example = LossExamples.ordinary(mined.loss());
        double sum = LossRun.of(mined.engine(), stage.loss(), example).value();
        double value = LossRun.of(mined.engine(), mined.loss(), example).value();
        assertThat(stage.phases()).containsExactlyInAnyOrder(LossPhase.MINING, LossPhase.VALUE);
        assertThat(sum / example.labels().length)
                .isCloseTo(value, withinPercentage(1e-10))
                .isPositive();
    }

    @Override
    protected double plain(
            MetricLoss loss, double[][] x, int[] labels, double[][] y, int[] others, double[][] draws, long step) {
        MultiSimilarityLoss similarity = (MultiSimilarityLoss) loss;
        PlainMiner miner = new PlainMiner(similarity.rules().first(), PairDistance.COSINE, true, 0.2);
        List<Choice> mined = miner.mine(x, labels, y, others, draws);
        double sum = 0;
        for (int a = 0; a < x.length; a++) {
            int anchor = a;
            List<Choice> own =
                    mined.stream().filter(choice -> choice.anchor() == anchor).toList();
            double positive = own.stream()
                    .mapToInt(Choice::positive)
                    .filter(p -> p >= 0)
                    .distinct()
                    .mapToDouble(p ->
                            Math.exp(-similarity.alpha() * (1 - miner.between(x[anchor], y[p]) - similarity.base())))
                    .sum();
            double negative = own.stream()
                    .mapToInt(Choice::negative)
                    .filter(n -> n >= 0)
                    .distinct()
                    .mapToDouble(
                            n -> Math.exp(similarity.beta() * (1 - miner.between(x[anchor], y[n]) - similarity.base())))
                    .sum();
            sum += Math.log(1 + positive) / similarity.alpha() + Math.log(1 + negative) / similarity.beta();
        }
        return sum / x.length;
    }
}
