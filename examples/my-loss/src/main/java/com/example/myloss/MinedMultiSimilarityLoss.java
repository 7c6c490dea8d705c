package com.example.myloss;

import java.util.Optional;
import org.metricloss.core.anchor.*;
import org.metricloss.core.array.DataType;
import org.metricloss.core.loss.*;
import org.metricloss.core.mining.*;
import org.metricloss.core.tensor.Tensor;

/**
 * Multi-similarity loss with the mining of its paper (Wang et al., CVPR 2019, equations 11 to 15), here with distances
 * 1 - s. A formula sees squared Euclidean distances D^2 = 2 (1 - s): -alpha (s - base) is alpha (D^2 / 2 - 1 + base).
 */
public record MinedMultiSimilarityLoss(double alpha, double beta, double base, double epsilon) implements MinedLoss {
    /** Reads the parameters; META-INF/services names this class. */
    public static final class Provider implements LossProvider {
        @Override
        public String id() {
            return "mined-multi-similarity";
        }

        @Override
        public String summary() {
            return "multi-similarity with the mining of its paper (Wang et al., CVPR 2019)";
        }

        @Override
        public MetricLoss create(Parameters given) {
            return new MinedMultiSimilarityLoss(
                    given.number("alpha", 2, Range.scale()), given.number("beta", 50, Range.scale()),
                    given.number("base", 0.5, Range.between(-1, 1)), given.number("epsilon", 0.1, Range.atLeast(0)));
        }
    }

    @Override
    public Optional<Mining> mining() {
        Miner miner = (references, dimension) -> (candidates, mined) -> {
            double nearest = candidates.negatives()[candidates.nearestNegative()];
            double farthest = candidates.positives()[candidates.farthestPositive()];
            for (int p = 0; p < candidates.positiveCount(); p++) {
                if (candidates.positives()[p] > nearest - epsilon) mined.addPositive(p);
            }
            for (int n = 0; n < candidates.negativeCount(); n++) {
                if (candidates.negatives()[n] < farthest + epsilon) mined.addNegative(n);
            }
        };
        return Optional.of(new Mining(Stepwise.always(miner), PairDistance.COSINE));
    }

    @Override
    public boolean normalize() {
        return true;
    }

    @Override
    public Worker worker(DataType type, int references, int dimension) {
        LogSumExp sum = new LogSumExp();
        return anchor -> anchor.cost(
                cost(anchor, anchor.positives(), alpha, sum) + cost(anchor, anchor.negatives(), -beta, sum),
                anchor.others().count());
    }

    private double cost(Anchor anchor, Places places, double sharpness, LogSumExp sum) {
        double x = sum.of(anchor.squaredDistances(), places, sharpness / 2) - sharpness * (1 - base);
        double slope = Math.signum(sharpness) * LogSumExp.slopeWithOne(x) / 2;
        sum.shares(anchor.squaredDistances(), places, slope, anchor.weights());
        return LogSumExp.withOne(x) / Math.abs(sharpness);
    }

    @Override
    public Tensor reduce(AnchorSums sums, LossInput input) {
        return sums.cost().mul(1.0 / input.samples());
    }

    @Override
    public long tuples(BatchProfile batch) {
        return 2 * batch.pairs();
    }
}
