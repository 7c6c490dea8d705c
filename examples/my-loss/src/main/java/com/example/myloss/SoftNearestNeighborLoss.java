package com.example.myloss;

import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.tensor.Tensor;

/**
 * Soft nearest neighbor loss (Frosst, Papernot, Hinton, ICML 2019, equation 1): mean over the samples i that have a positive
 * of -log(sum over positives j of exp(-||x_i - x_j||^2 / T) / sum over all j but i of the same).
 * @param temperature T, above 0
 */
public record SoftNearestNeighborLoss(double temperature) implements MetricLoss {
    @Override
    public boolean needsTwoOfAClass() {
        return true;
    }

    @Override
    public LossOutput compute(LossInput input) {
        Tensor squaredDistances = input.embeddings().squaredDistances();
        Tensor scores = squaredDistances.mul(-1 / temperature);
        Tensor nothing = scores.full(-1e30); // Its exponential is 0, and no sum of it is infinite.
        Tensor positive = input.sameLabel().and(input.twoSamples());
        Tensor ofAll = input.twoSamples().choose(scores, nothing).logSumExp();
        Tensor ofPositives = positive.choose(scores, nothing).logSumExp();
        Tensor hasPositive = positive.choose(scores.full(1), scores.full(0)).sum(1).greaterThan(0);
        Tensor terms = hasPositive.choose(ofAll.sub(ofPositives), scores.full(0));
        Tensor anchors = hasPositive.count();
        Tensor mean = terms.sum().divOrZero(anchors.cast(terms.dataType()));
        return LossOutput.of(mean.orNaN(squaredDistances)) // A sample that is no number shows, even without a positive.
                .total("anchors", anchors)
                .meanWhere(Diagnostic.MEAN_POSITIVE_DISTANCE, squaredDistances.sqrt(), positive);
    }
}
