package org.metricloss.core.optimizer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How weights follow their gradients. Written in PyTorch's form; g is the gradient of the weighted objective, w a
 * weight, and the learning rate the product of {@link #learningRate}, the {@link Schedule}'s factor and, for learned
 * loss state, the state's own factor. Weight decay applies to every learned weight, biases, slopes and learned
 * loss state included, times the factor of the network's {@code LayerTraining}.
 *
 * <p>With a {@link #clipNorm}, all gradients of a step are first shortened together: G is the Euclidean norm of the
 * gradients of all learned weights as one vector, weight decay not included, and where G &gt; clipNorm, g &lt;- g
 * clipNorm / G (Pascanu et al., ICML 2013, algorithm 1).
 */
public sealed interface OptimizerSpec {
    /** {@return its name in files and records} */
    String type();

    /** {@return the learning rate, times which the schedule's and a learned state's own factor apply} */
    double learningRate();

    /** {@return the factor of the weight that is added to its gradient, at least 0} */
    double weightDecay();

    /**
     * {@return the largest norm of all gradients of a step together, above 0; empty if gradients are not clipped}
     */
    OptionalDouble clipNorm();

    /** {@return every setting by its name in files and records, in declared order} */
    Map<String, Double> settings();

    /**
     * Stochastic gradient descent with momentum: g &lt;- g + weightDecay w; v &lt;- momentum v + g; w &lt;- w -
     * learningRate v, with v = 0 at the start. The learning rate is not part of v: when it changes, the new rate
     * applies to the accumulated momentum. With Nesterov's momentum, w &lt;- w - learningRate (g + momentum v) (Sutskever
     * et al., ICML 2013, in PyTorch's form).
     *
     * @param learningRate step size, at least 0
     * @param momentum in [0, 1)
     * @param weightDecay factor of the weight added to its gradient, at least 0
     * @param nesterov whether the momentum is Nesterov's, which must be above 0 then
     * @param clipNorm the largest norm of all gradients together, if there is a limit
     */
    record Sgd(double learningRate, double momentum, double weightDecay, boolean nesterov, OptionalDouble clipNorm)
            implements OptimizerSpec {
        /** Checks the ranges. */
        public Sgd {
            requireFinite("learningRate", learningRate);
            if (!(momentum >= 0 && momentum < 1)) {
                throw new IllegalArgumentException("momentum must be in [0, 1), got " + momentum);
            }
            requireFinite("weightDecay", weightDecay);
            if (nesterov && momentum == 0) {
                throw new IllegalArgumentException("nesterov needs a momentum > 0, got 0");
            }
            requireClipNorm(clipNorm);
        }

        /**
         * Creates settings with plain momentum.
         *
         * @param learningRate step size, at least 0
         * @param momentum in [0, 1)
         * @param weightDecay factor of the weight added to its gradient, at least 0
         * @param clipNorm the largest norm of all gradients together, if there is a limit
         */
        public Sgd(double learningRate, double momentum, double weightDecay, OptionalDouble clipNorm) {
            this(learningRate, momentum, weightDecay, false, clipNorm);
        }

        /**
         * Creates settings without gradient clipping.
         *
         * @param learningRate step size, at least 0
         * @param momentum in [0, 1)
         * @param weightDecay factor of the weight added to its gradient, at least 0
         */
        public Sgd(double learningRate, double momentum, double weightDecay) {
            this(learningRate, momentum, weightDecay, OptionalDouble.empty());
        }

        @Override
        public String type() {
            return "sgd";
        }

        @Override
        public Map<String, Double> settings() {
            Map<String, Double> settings = new LinkedHashMap<>();
            settings.put("learningRate", learningRate);
            settings.put("momentum", momentum);
            settings.put("weightDecay", weightDecay);
            if (nesterov) {
                settings.put("nesterov", 1.0);
            }
            clipNorm.ifPresent(norm -> settings.put("clipNorm", norm));
            return Collections.unmodifiableMap(settings);
        }
    }

    /**
     * Adam (Kingma and Ba, ICLR 2015, algorithm 1): in step t, counted from 1, g &lt;- g + weightDecay w; m &lt;- beta1
     * m + (1 - beta1) g; v &lt;- beta2 v + (1 - beta2) g^2; w &lt;- w - learningRate mhat / (sqrt(vhat) + epsilon),
     * where mhat = m / (1 - beta1^t), vhat = v / (1 - beta2^t), and m = v = 0 at the start. Weight decay is added to
     * the gradient (L2), as in PyTorch's Adam; it is not the decoupled one of AdamW.
     *
     * @param learningRate step size, at least 0
     * @param beta1 the decay of the mean of gradients, in [0, {@value #MAX_BETA}]
     * @param beta2 the decay of the mean of squared gradients, in [0, {@value #MAX_BETA}]
     * @param epsilon added to the root, at least {@value #MIN_EPSILON}
     * @param weightDecay factor of the weight added to its gradient, at least 0
     * @param clipNorm the longest that all gradients may be together, if there is a limit
     */
    record Adam(
            double learningRate,
            double beta1,
            double beta2,
            double epsilon,
            double weightDecay,
            OptionalDouble clipNorm)
            implements OptimizerSpec, AdaptiveRule {
        /** The largest beta: engines compute in float32, where larger ones round to 1. */
        public static final double MAX_BETA = 0.9999999;

        /** The least epsilon: engines compute in float32, where a weight without a gradient would move by 0 / 0. */
        public static final double MIN_EPSILON = 1e-30;

        /** The beta1 of the paper. */
        public static final double DEFAULT_BETA1 = 0.9;

        /** The beta2 of the paper. */
        public static final double DEFAULT_BETA2 = 0.999;

        /** The epsilon of the paper. */
        public static final double DEFAULT_EPSILON = 1e-8;

        /** Checks the ranges. */
        public Adam {
            requireFinite("learningRate", learningRate);
            requireBeta("beta1", beta1);
            requireBeta("beta2", beta2);
            requireEpsilon(epsilon);
            requireFinite("weightDecay", weightDecay);
            requireClipNorm(clipNorm);
        }

        /**
         * Gradients are taken as they are.
         *
         * @param learningRate step size, at least 0
         * @param beta1 how much of the mean of gradients is kept
         * @param beta2 how much of the mean of squared gradients is kept
         * @param epsilon added to the root
         * @param weightDecay factor of the weight added to its gradient, at least 0
         */
        public Adam(double learningRate, double beta1, double beta2, double epsilon, double weightDecay) {
            this(learningRate, beta1, beta2, epsilon, weightDecay, OptionalDouble.empty());
        }

        /**
         * Adam with the paper's settings and without weight decay.
         *
         * @param learningRate step size, at least 0
         */
        public Adam(double learningRate) {
            this(learningRate, DEFAULT_BETA1, DEFAULT_BETA2, DEFAULT_EPSILON, 0);
        }

        @Override
        public String type() {
            return "adam";
        }

        @Override
        public Map<String, Double> settings() {
            Map<String, Double> settings = new LinkedHashMap<>();
            settings.put("learningRate", learningRate);
            settings.put("beta1", beta1);
            settings.put("beta2", beta2);
            settings.put("epsilon", epsilon);
            settings.put("weightDecay", weightDecay);
            clipNorm.ifPresent(norm -> settings.put("clipNorm", norm));
            return Collections.unmodifiableMap(settings);
        }
    }

    /**
     * AdamW (Loshchilov and Hutter, ICLR 2019, algorithm 2): {@link Adam} with decoupled weight decay. Before each step w
     * &lt;- w - learningRate weightDecay w, and nothing is added to the gradient.
     *
     * @param adam the settings, whose weight decay is decoupled here
     */
    record AdamW(Adam adam) implements OptimizerSpec, AdaptiveRule {
        /** The weight decay of PyTorch. */
        public static final double DEFAULT_WEIGHT_DECAY = 0.01;

        @Override
        public String type() {
            return "adamw";
        }

        @Override
        public double learningRate() {
            return adam.learningRate();
        }

        @Override
        public double weightDecay() {
            return adam.weightDecay();
        }

        @Override
        public OptionalDouble clipNorm() {
            return adam.clipNorm();
        }

        @Override
        public Map<String, Double> settings() {
            return adam.settings();
        }

        @Override
        public double beta1() {
            return adam.beta1();
        }

        @Override
        public double beta2() {
            return adam.beta2();
        }

        @Override
        public double epsilon() {
            return adam.epsilon();
        }

        @Override
        public boolean decouplesDecay() {
            return true;
        }
    }

    /**
     * RMSprop (Tieleman and Hinton 2012) in PyTorch's form, without momentum: g &lt;- g + weightDecay w; v &lt;- alpha v +
     * (1 - alpha) g^2; w &lt;- w - learningRate g / (sqrt(v) + epsilon), with v = 0 at the start.
     *
     * @param learningRate step size, at least 0
     * @param alpha the decay of the mean of squared gradients, in [0, {@value Adam#MAX_BETA}]
     * @param epsilon added to the root, at least {@value Adam#MIN_EPSILON}
     * @param weightDecay factor of the weight added to its gradient, at least 0
     * @param clipNorm the largest norm of all gradients together, if there is a limit
     */
    record RmsProp(double learningRate, double alpha, double epsilon, double weightDecay, OptionalDouble clipNorm)
            implements OptimizerSpec, AdaptiveRule {
        /** The alpha of PyTorch. */
        public static final double DEFAULT_ALPHA = 0.99;

        /** Checks the ranges. */
        public RmsProp {
            requireFinite("learningRate", learningRate);
            requireBeta("alpha", alpha);
            requireEpsilon(epsilon);
            requireFinite("weightDecay", weightDecay);
            requireClipNorm(clipNorm);
        }

        @Override
        public String type() {
            return "rmsprop";
        }

        @Override
        public Map<String, Double> settings() {
            Map<String, Double> settings = new LinkedHashMap<>();
            settings.put("learningRate", learningRate);
            settings.put("alpha", alpha);
            settings.put("epsilon", epsilon);
            settings.put("weightDecay", weightDecay);
            clipNorm.ifPresent(norm -> settings.put("clipNorm", norm));
            return Collections.unmodifiableMap(settings);
        }

        @Override
        public double beta1() {
            return 0;
        }

        @Override
        public double beta2() {
            return alpha;
        }

        @Override
        public boolean correctsBias() {
            return false;
        }
    }

    private static void requireBeta(String name, double beta) {
        if (!(beta >= 0 && beta <= Adam.MAX_BETA)) {
            throw new IllegalArgumentException("%s must be in [0, %s], got %s".formatted(name, Adam.MAX_BETA, beta));
        }
    }

    private static void requireEpsilon(double epsilon) {
        if (!(epsilon >= Adam.MIN_EPSILON && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "epsilon must be >= %s and finite, got %s".formatted(Adam.MIN_EPSILON, epsilon));
        }
    }

    private static void requireClipNorm(OptionalDouble norm) {
        if (norm.isPresent() && !(norm.getAsDouble() > 0 && norm.getAsDouble() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("clipNorm must be > 0 and finite, got " + norm.getAsDouble());
        }
    }

    private static void requireFinite(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("%s must be >= 0 and finite, got %s".formatted(name, value));
        }
    }
}
