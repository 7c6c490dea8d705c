package org.metricloss.loss.center;

import java.util.List;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Range;
import org.metricloss.core.loss.Workload;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.tensor.Shape;
import org.metricloss.core.tensor.Tensor;

/**
 * Center loss (Wen, Zhang, Li, Qiao: A Discriminative Feature Learning Approach for Deep Face Recognition, ECCV 2016,
 * equations 2 to 4), in O(m d):
 *
 * <pre>{@code
 * L       = 1/(2m) sum_i ||x_i - c_yi||^2            (reduction mean; without 1/m: sum)
 * delta_j = sum_{i: y_i = j} (c_j - x_i) / (1 + n_j)
 * c_j    <- c_j - alpha delta_j                      (update paper; batch-scaled: alpha/m)
 * }</pre>
 *
 * with n_j the samples of class j in the batch. Loss and gradient use the centers from before the step; the center of a
 * class that is absent stays where it is. The centers are moved state, {@value #CENTERS} [classes, d], and start at 0.
 *
 * <p>A tuple is a sample with its center: m are considered, and those at a distance above 0 are active.
 *
 * @param update how the centers move
 * @param alpha the rate of the centers, in [0, 1]: 0 keeps them, and up to 1 no center steps past its samples' mean
 * @param reduction what the sum over the batch is divided by
 */
public record CenterLoss(CenterUpdate update, double alpha, CenterReduction reduction) implements MetricLoss {
    /** The centers, one row per class. */
    public static final String CENTERS = "centers";
    /** Mean Euclidean distance of the samples from their centers. */
    public static final String MEAN_CENTER_DISTANCE = "meanCenterDistance";

    /** The range of alpha. */
    static final Range ALPHA = Range.between(0, 1);

    /** Checks the range. */
    public CenterLoss {
        if (!ALPHA.contains(alpha)) {
            throw new IllegalArgumentException("alpha must be %s, got %s".formatted(ALPHA, alpha));
        }
    }

    @Override
    public List<LossState> state(LossSetting setting) {
        Shape shape = Shape.of(setting.classes(), setting.dimension());
        return List.of(new LossState.Moved(CENTERS, shape, Initializer.zero()));
    }

    @Override
    public LossOutput compute(LossInput input) {
        int m = input.samples();
        Tensor labels = input.labels();
        Tensor centers = input.state(CENTERS);

        Tensor fromCenter = input.embeddings().sub(centers.gatherRows(labels));
        Tensor squaredDistance = fromCenter.square().sum(1);
        double divisor = reduction == CenterReduction.MEAN ? 2.0 * m : 2;
        Tensor value = squaredDistance.sum().mul(1 / divisor);

        double rate = update == CenterUpdate.PAPER ? alpha : alpha / m;
        Tensor next =
                centers.sub(delta(fromCenter.stopGradient(), labels, centers).mul(rate));

        Tensor measured = squaredDistance.stopGradient();
        Tensor considered = labels.full(m);
        return LossOutput.of(value)
                .next(CENTERS, next)
                .total(Diagnostic.TUPLES_CONSIDERED, considered)
                .total(Diagnostic.TUPLES_ACTIVE, measured.greaterThan(0).count())
                .mean(MEAN_CENTER_DISTANCE, measured.sqrt().sum(), considered);
    }

    /** delta_j = sum_{i: y_i = j} (c_j - x_i) / (1 + n_j), [classes, d]; 0 for a class that is absent. */
    private static Tensor delta(Tensor fromCenter, Tensor labels, Tensor centers) {
        int classes = centers.shape().size(0);
        int m = labels.shape().size(0);
        Tensor samples = fromCenter.full(1, m, 1).segmentSum(labels, classes);
        return fromCenter.neg().segmentSum(labels, classes).div(samples.add(1));
    }

    @Override
    public Workload workload(BatchProfile batch) {
        // Gathered centers, differences, squares and the gradient; sums, step and next value of the centers.
        long rows = 5L * batch.samples() + 3L * batch.classes();
        return new Workload(batch.samples(), Float.BYTES * rows * batch.dimension());
    }
}
