package org.metricloss.loss.center;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.array.Shape;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossPhase;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossStage;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.tensor.Tensor;

/**
 * Center loss (Wen, Zhang, Li, Qiao: A Discriminative Feature Learning Approach for Deep Face Recognition, ECCV 2016,
 * equations 2 to 4), in O(m d):
 *
 * <pre>{@code
 * L       = 1/(2m) sum_i ||x_i - c_yi||^2            (reduction mean; without 1/m: sum)
 * delta_j = sum_{i: y_i = j} (c_j - x_i) / (1 + n_j)
 * c_j    <- c_j - alpha delta_j                      (update paper; the others: see CenterUpdate)
 * }</pre>
 *
 * with n_j the samples of class j in the batch. Loss and gradient use the centers from before the step; the center of a
 * class that is absent stays where it is, unless momentum moves it. The centers are state, {@value #CENTERS} [classes,
 * d].
 *
 * <p>A tuple is a sample with its center: m are considered, and those at a distance above 0 are active.
 *
 * <p>The staleness of a class is the number of steps since it was last in a batch: 0 if it is in this one, and the
 * number of all steps so far if it never was. It is moved state, {@value #STALENESS} [classes], taken after each step.
 * {@value #MEAN_STALENESS} is its mean over classes, and in an epoch over classes and steps;
 * {@value #LARGEST_STALENESS} its largest over classes, and in an epoch over classes and steps.
 *
 * @param update how the centers move
 * @param reduction what the sum over the batch is divided by
 * @param initial how the centers start
 */
public record CenterLoss(CenterUpdate update, CenterReduction reduction, Initializer initial) implements CostedLoss {
    /** The centers, one row per class. */
    public static final String CENTERS = "centers";
    /** Steps since each class was last in a batch; exact to 2^24 in float32. */
    public static final String STALENESS = "staleness";
    /** Mean Euclidean distance of the samples from their centers. */
    public static final String MEAN_CENTER_DISTANCE = "meanCenterDistance";
    /** Mean steps since a class was last in a batch. */
    public static final String MEAN_STALENESS = "meanStaleness";
    /** Most steps since a class was last in a batch. */
    public static final String LARGEST_STALENESS = "largestStaleness";

    /**
     * Center loss whose centers start at 0.
     *
     * @param update how the centers move
     * @param reduction what the sum over the batch is divided by
     */
    public CenterLoss(CenterUpdate update, CenterReduction reduction) {
        this(update, reduction, Initializer.zero());
    }

    @Override
    public List<LossState> state(LossSetting setting) {
        List<LossState> state =
                new ArrayList<>(update.state(Shape.of(setting.classes(), setting.dimension()), initial));
        state.add(new LossState.Moved(STALENESS, Shape.of(setting.classes()), Initializer.zero()));
        return state;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if embeddings and centers differ in dimension
     */
    @Override
    public LossOutput compute(LossInput input) {
        return compute(input, true);
    }

    /**
     * One pass over the embeddings computes the value, the derivative and the sums of differences from which the
     * centers move. The rest belongs to the state: O(classes d).
     */
    @Override
    public List<LossStage> stages() {
        return List.of(
                new LossStage(Set.of(LossPhase.VALUE, LossPhase.GRADIENT), 1, new Resting(this), LossStage.Extent.ALL),
                new LossStage(Set.of(LossPhase.STATE), 0, this, LossStage.Extent.ALL));
    }

    /** This loss without moving its state. */
    private record Resting(CenterLoss loss) implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            return loss.state(setting);
        }

        @Override
        public LossOutput compute(LossInput input) {
            return loss.compute(input, false);
        }
    }

    private LossOutput compute(LossInput input, boolean moves) {
        int m = input.samples();
        Tensor labels = input.labels();
        Tensor centers = input.state(CENTERS);
        requireDimension(input.dimension(), centers.shape());

        double divisor = reduction == CenterReduction.MEAN ? 2.0 * m : 2;
        boolean learned = update instanceof CenterUpdate.Gradient;
        CenterPass.Found found = CenterPass.over(input.embeddings(), labels, centers, divisor, learned);
        Tensor value = found.value().withGradient(input.embeddings(), found.gradient());
        if (learned || update instanceof CenterUpdate.ByOptimizer) {
            // Added with the value 0, since a value carries only one attached gradient.
            value = value.add(value.full(0).withGradient(centers, found.centers()));
        }
        Tensor considered = labels.full(m);
        LossOutput output = LossOutput.of(value)
                .total(Diagnostic.TUPLES_CONSIDERED, considered)
                .total(Diagnostic.TUPLES_ACTIVE, found.active())
                .mean(MEAN_CENTER_DISTANCE, found.distances(), considered);
        if (!moves) {
            return resting(output, input);
        }
        if (update instanceof CenterUpdate.ByDelta moving) {
            output = moving.move(output, input, found.centers());
        }
        int classes = centers.shape().size(0);
        return withStaleness(output, input.state(STALENESS), found.samples().reshape(classes));
    }

    private LossOutput resting(LossOutput output, LossInput input) {
        LossOutput resting = output;
        for (LossState state :
                state(new LossSetting(input.state(CENTERS).shape().size(0), input.dimension()))) {
            if (state instanceof LossState.Moved) {
                resting = resting.next(state.name(), input.state(state.name()));
            }
        }
        return resting;
    }

    private static void requireDimension(int dimension, Shape centers) {
        if (centers.size(1) != dimension) {
            throw new IllegalArgumentException(
                    "embeddings of dimension %s cannot be compared with centers of dimension %s"
                            .formatted(dimension, centers.size(1)));
        }
    }

    private static LossOutput withStaleness(LossOutput output, Tensor before, Tensor samples) {
        int classes = before.shape().size(0);
        Tensor staleness = samples.greaterThan(0).choose(before.full(0), before.add(1));
        Tensor row = staleness.reshape(1, classes);
        return output.next(STALENESS, staleness)
                .mean(MEAN_STALENESS, staleness.sum(), staleness.full(classes))
                .maximum(LARGEST_STALENESS, row.pick(row.argMax()).sum());
    }

    @Override
    public long tuples(BatchProfile batch) {
        return batch.samples();
    }

    @Override
    public HeldArrays arrays(BatchProfile batch) {
        // The gradient, and once more on its way back; for the centers their sums, step and next value, to
        // which the solver adds a velocity. Per class, a count of samples and the staleness before and after.
        return HeldArrays.none()
                .onHost(2, batch.samples(), batch.dimension())
                .operations(update instanceof CenterUpdate.Solver ? 5 : 3, batch.classes(), batch.dimension())
                .operations(3, batch.classes());
    }
}
