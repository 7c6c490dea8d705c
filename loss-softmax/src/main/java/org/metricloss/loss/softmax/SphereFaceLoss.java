package org.metricloss.loss.softmax;

import java.util.Optional;
import org.metricloss.core.cosine.CosineLoss;
import org.metricloss.core.cosine.CosineSoftmax;
import org.metricloss.core.cosine.Pooling;
import org.metricloss.core.cosine.TargetCosine;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Range;
import org.metricloss.core.tensor.Tensor;

/**
 * SphereFace (Liu, Wen, Yu, Li, Raj, Song: SphereFace: Deep Hypersphere Embedding for Face Recognition, CVPR 2017, equation 7): the
 * angle with the own class is multiplied by the margin. Weight vectors are normalized, embeddings are not:
 *
 * <pre>{@code
 * L = -1/m sum_i log( exp(s |x_i| t_i) / (exp(s |x_i| t_i) + sum_{j != yi} exp(s |x_i| cos theta_ij)) )
 * t_i = (lambda cos theta + psi(theta)) / (1 + lambda),   theta = theta_i,yi
 * psi(theta) = (-1)^k cos(margin theta) - 2k,   k = floor(margin theta / pi)
 * }</pre>
 *
 * <p>lambda is 0 without {@link Annealing}.
 *
 * @param margin a whole number, at least 1
 * @param scale s, in [1e-6, 1e6]
 * @param annealing how lambda falls; empty for lambda = 0 from the start
 */
public record SphereFaceLoss(int margin, double scale, Optional<Annealing> annealing) implements CosineLoss {
    /** The range of the margin: beyond 10, psi falls by more than 2 within 18 degrees. */
    public static final Range MARGIN = Range.between(1, 10);

    /**
     * lambda in step n = 1, 2, ... is max(end, start / (1 + decay n)): at first the loss is nearly a softmax without a
     * margin.
     *
     * @param start at least 0
     * @param decay at least 0
     * @param end at least 0
     */
    public record Annealing(double start, double decay, double end) {
        /** The range of all three. */
        public static final Range ALLOWED = Range.atLeast(0);

        /** Checks the ranges. */
        public Annealing {
            ALLOWED.require("annealingStart", start);
            ALLOWED.require("annealingDecay", decay);
            ALLOWED.require("annealingEnd", end);
        }

        /**
         * {@return lambda, a scalar}
         *
         * @param steps the steps before this one, a floating-point scalar
         */
        private Tensor lambda(Tensor steps) {
            Tensor falling = steps.full(start).div(steps.add(1).mul(decay).add(1));
            return falling.maximum(end);
        }
    }

    /** Checks the ranges. */
    public SphereFaceLoss {
        MARGIN.require("margin", margin);
        CosFaceLoss.SCALE.require("scale", scale);
    }

    @Override
    public LossOutput compute(LossInput input) {
        if (annealing.isEmpty()) {
            return CosineLoss.super.compute(input);
        }
        Tensor steps = input.step().cast(input.embeddings().dataType());
        Tensor lambda = annealing.get().lambda(steps);
        return compute(input, Optional.of(lambda.full(0, input.samples(), 1).add(lambda)));
    }

    @Override
    public LossState.Learned vectors(LossSetting setting) {
        return CosineSoftmax.vectors(SoftmaxLoss.WEIGHT, setting.classes(), setting.dimension())
                .as(LossState.Role.CLASS_WEIGHTS);
    }

    @Override
    public CosineSoftmax softmax() {
        return new CosineSoftmax(
                scale,
                new Target(margin),
                new Pooling.Single(),
                CosineSoftmax.Denominator.ALL,
                CosineSoftmax.Lengths.FACTOR);
    }

    /** The given number is lambda. */
    private record Target(int margin) implements TargetCosine {
        @Override
        public double of(double cosine, double lambda) {
            double turns = turns(cosine);
            // cos(n theta) by the recursion of Chebyshev's polynomials.
            double before = 1;
            double multiple = cosine;
            for (int n = 1; n < margin; n++) {
                double next = 2 * cosine * multiple - before;
                before = multiple;
                multiple = next;
            }
            double psi = sign(turns) * multiple - 2 * turns;
            return (lambda * cosine + psi) / (1 + lambda);
        }

        /** The turns are constant for the gradient. */
        @Override
        public double slope(double cosine, double lambda) {
            // sin(n theta) / sin(theta), which is finite where sin(theta) is 0.
            double before = 0;
            double quotient = 1;
            for (int n = 1; n < margin; n++) {
                double next = 2 * cosine * quotient - before;
                before = quotient;
                quotient = next;
            }
            return (lambda + sign(turns(cosine)) * margin * quotient) / (1 + lambda);
        }

        /** {@return k, of which the last begins at theta = pi} */
        private double turns(double cosine) {
            double theta = Math.acos(Math.max(-1, Math.min(1, cosine)));
            return Math.floor(margin * theta / Math.PI);
        }

        private static double sign(double turns) {
            return turns % 2 == 0 ? 1 : -1;
        }
    }
}
