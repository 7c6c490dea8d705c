package org.metricloss.loss.center;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.Range;
import org.metricloss.core.loss.TuningRange;
import org.metricloss.core.network.Initializer;

/**
 * Makes {@link CenterLoss} from
 *
 * <ul>
 *   <li>{@code update}: paper, batch-scaled, gradient, solver or optimizer; default paper
 *   <li>{@code alpha}: in [0, 1], default 0.5; for every update but gradient and optimizer
 *   <li>{@code momentum}: in [0, 1), default 0.9; for solver
 *   <li>{@code decay}: &gt;= 0, default 0; for solver
 *   <li>{@code learningRateFactor}: in [1e-6, 1e6], default 1; for gradient and optimizer
 *   <li>{@code reduction}: mean or sum; default mean
 *   <li>{@code initial}: zero, random, xavier or first-pass; default zero
 *   <li>{@code initialDeviation}: in [1e-6, 1e6], default 1; for random
 * </ul>
 */
public final class CenterLossProvider implements LossProvider {
    /** The names of {@link CenterUpdate}. */
    enum Update {
        PAPER,
        BATCH_SCALED,
        GRADIENT,
        SOLVER,
        OPTIMIZER
    }

    /** Where centers start. */
    enum Initial {
        /** All at 0. */
        ZERO,
        /** Normal with mean 0. */
        RANDOM,
        /** Uniform, with the variance 1/d. */
        XAVIER,
        /** At the class means of the training part under the initial network. */
        FIRST_PASS
    }

    @Override
    public String id() {
        return "center";
    }

    @Override
    public String summary() {
        return "center loss: squared distance to moving class centers (Wen et al., ECCV 2016)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.CENTERS,
                        "Wen, Zhang, Li, Qiao: A Discriminative Feature Learning Approach for Deep Face Recognition,"
                                + " ECCV 2016",
                        "Together with softmax or another loss that separates classes, to make each class"
                                + " compact; alone it collapses.")
                .tuning(TuningRange.log("weight", 0.0001, 0.1), TuningRange.linear("alpha", 0.1, 0.9));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new CenterLoss(
                update(parameters), parameters.choice("reduction", CenterReduction.MEAN), initial(parameters));
    }

    private static CenterUpdate update(Parameters parameters) {
        Update update = parameters.choice("update", Update.PAPER);
        double alpha = parameters
                .when(update != Update.GRADIENT && update != Update.OPTIMIZER, "update: paper, batch-scaled or solver")
                .number("alpha", 0.5, CenterUpdate.ALPHA);
        Parameters solver = parameters.when(update == Update.SOLVER, "update: solver");
        double momentum = solver.number("momentum", 0.9, CenterUpdate.MOMENTUM);
        double decay = solver.number("decay", 0, CenterUpdate.DECAY);
        double learningRateFactor = parameters
                .when(update == Update.GRADIENT || update == Update.OPTIMIZER, "update: gradient or optimizer")
                .number("learningRateFactor", 1, CenterUpdate.LEARNING_RATE_FACTOR);
        return switch (update) {
            case PAPER -> new CenterUpdate.Paper(alpha);
            case BATCH_SCALED -> new CenterUpdate.BatchScaled(alpha);
            case GRADIENT -> new CenterUpdate.Gradient(learningRateFactor);
            case OPTIMIZER -> new CenterUpdate.ByOptimizer(learningRateFactor);
            case SOLVER -> new CenterUpdate.Solver(alpha, momentum, decay);
        };
    }

    private static Initializer initial(Parameters parameters) {
        Initial initial = parameters.choice("initial", Initial.ZERO);
        double deviation = parameters
                .when(initial == Initial.RANDOM, "initial: random")
                .number("initialDeviation", 1, Range.scale());
        return switch (initial) {
            case ZERO -> Initializer.zero();
            case RANDOM -> new Initializer.Gaussian(deviation);
            case XAVIER -> new Initializer.Xavier();
            case FIRST_PASS -> new Initializer.ClassMeans();
        };
    }
}
