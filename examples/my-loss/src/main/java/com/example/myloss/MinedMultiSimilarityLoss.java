package com.example.myloss;

import org.metricloss.core.anchor.*;
import org.metricloss.core.array.DataType;
import org.metricloss.core.loss.*;
import org.metricloss.core.tensor.Tensor;

/**
 * Multi-similarity loss with the mining of its paper (Wang et al., CVPR 2019, equations 11 to 15). With the cosine
 * s = 1 - D^2 / 2, an anchor keeps positives with s &lt; max_n s_an + epsilon, negatives with s &gt; min_p s_ap - epsilon.
 */
public record MinedMultiSimilarityLoss(double alpha, double beta, double base, double epsilon) implements AnchorLoss {
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
        public MetricLoss create(Parameters parameters) {
            return new MinedMultiSimilarityLoss(
                    parameters.number("alpha", 2, Range.positive()),
                    parameters.number("beta", 50, Range.positive()),
                    parameters.number("base", 0.5, Range.between(-1, 1)),
                    parameters.number("epsilon", 0.1, Range.atLeast(0)));
        }
    }

    @Override
    public boolean normalize() {
        return true;
    }

    @Override
    public Worker worker(DataType type, int references, int dimension) {
        return anchor -> {
            double nearest = anchor.negatives().min(anchor.squaredDistances()) - 2 * epsilon;
            double farthest = anchor.positives().max(anchor.squaredDistances()) + 2 * epsilon;
            double[] powers = new double[references];
            double[] sums = {1, 1};
            int kept = 0;
            for (int j = 0; j < references; j++) {
                double distance = anchor.squaredDistances().get(j);
                boolean positive = j >= anchor.positives().from() && j < anchor.positives().secondTo();
                boolean itself = anchor.amongAnchors() && j == anchor.place();
                // Written so that NaN is kept instead of skipped.
                if (!itself && (positive ? !(distance <= nearest) : !(distance >= farthest))) {
                    powers[j] = Math.exp((positive ? alpha : -beta) * (base - 1 + distance / 2));
                    sums[positive ? 0 : 1] += powers[j];
                    kept++;
                }
            }
            for (int j = 0; j < references; j++) {
                boolean positive = j >= anchor.positives().from() && j < anchor.positives().secondTo();
                anchor.weights().set(j, positive ? powers[j] / sums[0] / 2 : -powers[j] / sums[1] / 2);
            }
            anchor.cost(Math.log(sums[0]) / alpha + Math.log(sums[1]) / beta);
            anchor.tally(AnchorFormula.CONSIDERED, anchor.others().count());
            anchor.tally(AnchorFormula.ACTIVE, kept);
        };
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
