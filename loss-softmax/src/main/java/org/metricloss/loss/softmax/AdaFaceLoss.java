package org.metricloss.loss.softmax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.array.Shape;
import org.metricloss.core.cosine.CosineLoss;
import org.metricloss.core.cosine.CosineSoftmax;
import org.metricloss.core.cosine.TargetCosine;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Range;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.tensor.Tensor;

/**
 * AdaFace (Kim, Jain, Liu: AdaFace: Quality Adaptive Margin for Face Recognition, CVPR 2022): the length of an
 * embedding tells the quality of its image and decides between a margin on the angle and one on the cosine,
 *
 * <pre>{@code
 * L   = -1/m sum_i log( exp(s t_i) / (exp(s t_i) + sum_{j != yi} exp(s cos theta_ij)) )
 * t_i = cos(theta_i,yi + g_angle) - g_add,   g_angle = -margin q_i,   g_add = margin q_i + margin
 * q_i = clip(h (|x_i| - mu) / (sigma + 0.001), -1, 1)
 * }</pre>
 *
 * <p>The mean mu and the standard deviation sigma of the lengths, with the divisor m - 1, are running ones: before it is used, each
 * moves by the share {@code averaging} towards the value of the batch. They are moved state, {@value #MEAN_LENGTH} [1] and
 * {@value #LENGTH_DEVIATION} [1]; a batch of one sample has no deviation and leaves sigma as it is. As in the authors' code, lengths
 * are clipped to [0.001, 100], and mu starts at 20 and sigma at 100. The sum of both angles is clipped to [0, pi]; the authors clip
 * it, and the cosines before it, a thousandth earlier. q is constant for the gradient.
 *
 * @param margin in [0, 1]
 * @param h the concentration, at least 0: with 0.333, about two thirds of the q lie within -0.333 and 0.333, and nearly none is clipped
 * @param scale s, in [1e-6, 1e6]
 * @param averaging in (0, 1]
 */
public record AdaFaceLoss(double margin, double h, double scale, double averaging) implements CosineLoss {
    /** The range of the margin. */
    public static final Range MARGIN = Range.between(0, 1);
    /** The range of the concentration. */
    public static final Range H = Range.atLeast(0);
    /** The range of the share that a batch has in the running mean and deviation. */
    public static final Range AVERAGING = new Range(0, false, 1, true);
    /** The running mean of the embeddings' lengths, [1]. */
    public static final String MEAN_LENGTH = "meanLength";
    /** The running standard deviation of the embeddings' lengths, [1]. */
    public static final String LENGTH_DEVIATION = "lengthDeviation";
    /** The mean length of the embeddings. */
    public static final String MEAN_EMBEDDING_LENGTH = "meanEmbeddingLength";

    private static final double SHORTEST = 1e-3;
    private static final double LONGEST = 100;
    private static final double EPSILON = 1e-3;

    /** Checks the ranges. */
    public AdaFaceLoss {
        MARGIN.require("margin", margin);
        H.require("h", h);
        CosFaceLoss.SCALE.require("scale", scale);
        AVERAGING.require("averaging", averaging);
    }

    @Override
    public List<LossState> state(LossSetting setting) {
        List<LossState> state = new ArrayList<>(CosineLoss.super.state(setting));
        state.add(new LossState.Moved(MEAN_LENGTH, Shape.of(1), new Initializer.Constant(20)));
        state.add(new LossState.Moved(LENGTH_DEVIATION, Shape.of(1), new Initializer.Constant(100)));
        return state;
    }

    @Override
    public LossOutput compute(LossInput input) {
        int m = input.samples();
        Tensor lengths = input.embeddings().stopGradient().square().sum(1).sqrt();
        Tensor clipped = lengths.maximum(SHORTEST).minimum(LONGEST);
        Tensor batchMean = clipped.sum().mul(1.0 / m).reshape(1);
        Tensor mean = moved(input.state(MEAN_LENGTH), batchMean);
        Tensor deviation = input.state(LENGTH_DEVIATION);
        if (m > 1) {
            Tensor variance =
                    clipped.sub(batchMean).square().sum().mul(1.0 / (m - 1)).reshape(1);
            deviation = moved(deviation, variance.sqrt());
        }
        Tensor quality =
                clipped.sub(mean).div(deviation.add(EPSILON)).mul(h).maximum(-1).minimum(1);
        return compute(input, Optional.of(quality))
                .mean(MEAN_EMBEDDING_LENGTH, lengths.sum(), input.labels().full(m))
                .next(MEAN_LENGTH, mean)
                .next(LENGTH_DEVIATION, deviation);
    }

    private Tensor moved(Tensor before, Tensor batch) {
        return before.mul(1 - averaging).add(batch.mul(averaging));
    }

    @Override
    public LossState.Learned vectors(LossSetting setting) {
        return CosineSoftmax.vectors(SoftmaxLoss.WEIGHT, setting.classes(), setting.dimension())
                .as(LossState.Role.CLASS_WEIGHTS);
    }

    @Override
    public CosineSoftmax softmax() {
        return new CosineSoftmax(scale, new Target(margin));
    }

    /** The given number is q. */
    private record Target(double margin) implements TargetCosine {
        @Override
        public double of(double cosine, double quality) {
            double angle = -margin * quality;
            int bound = bound(cosine, angle);
            double added = bound == 0 ? AddedAngle.cosine(cosine, angle) : bound;
            return added - (margin * quality + margin);
        }

        @Override
        public double slope(double cosine, double quality) {
            double angle = -margin * quality;
            return bound(cosine, angle) == 0 ? AddedAngle.slope(cosine, angle) : 0;
        }

        /** {@return the cosine, 1 or -1, of the bound that the sum of the angles passes; 0 if it is within [0, pi]} */
        private static int bound(double cosine, double angle) {
            // theta + angle < 0 where theta < -angle, and > pi where theta > pi - angle.
            if (angle < 0 && cosine > Math.cos(angle)) {
                return 1;
            }
            return angle > 0 && cosine < -Math.cos(angle) ? -1 : 0;
        }
    }
}
