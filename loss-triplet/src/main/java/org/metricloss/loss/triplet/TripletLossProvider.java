package org.metricloss.loss.triplet;

import org.metricloss.core.loss.Algorithm;
import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.Stepwise;
import org.metricloss.core.loss.TuningRange;
import org.metricloss.core.loss.TupleReduction;
import org.metricloss.core.mining.PairDistance;

/**
 * Makes {@link TripletLoss} from {@code mining} (a {@link Mining}, or a list of them by steps; default all), {@code
 * margin} (&gt;= 0; default 0.2), {@code distance} (euclidean, squared, cosine; default euclidean), {@code normalize}
 * (default false), {@code form} (hinge, softplus; default hinge), {@code swap} (default false), {@code reduction}
 * (active, all, sum; default active) and {@code algorithm} (exact, enumerate; default exact, but enumerate where only
 * that has the swap).
 */
public final class TripletLossProvider implements LossProvider {
    @Override
    public String id() {
        return "triplet";
    }

    @Override
    public String summary() {
        return "triplet loss over all, semi-hard, hard, random or listed triplets of a batch (Schroff et al., CVPR 2015; Hermans et al., 2017)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.TRIPLETS,
                        "Schroff, Kalenichenko, Philbin: FaceNet, CVPR 2015; Hermans, Beyer, Leibe: In Defense of the Triplet Loss for Person Re-Identification, 2017",
                        "Retrieval with several samples of each class in a batch; semi-hard or hard mining trains better than all triplets once most are satisfied.")
                .tuples("mining: hard or random: the samples that have positives and negatives;"
                        + " semi-hard-nearest: sum over classes of n_c (n_c - 1); explicit: the listed triplets;"
                        + " other mining, or mining by steps: sum over classes of n_c (n_c - 1) (m - n_c)")
                .tuning(TuningRange.log("margin", 0.05, 1));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        Stepwise<Mining> minings = parameters.stepwise("mining", Mining.ALL);
        boolean swap = parameters.flag("swap", false);
        boolean needsEnumeration =
                swap && !(minings.isConstant() && minings.first().choosesRows());
        return new TripletLoss(
                minings,
                parameters.number("margin", 0.2, TripletLoss.MARGIN),
                parameters.choice("distance", PairDistance.EUCLIDEAN),
                parameters.flag("normalize", false),
                parameters.choice("form", TripletForm.HINGE),
                swap,
                parameters.choice("reduction", TupleReduction.ACTIVE),
                parameters
                        .when(
                                minings.first() != Mining.EXPLICIT,
                                "mining: all, semi-hard, semi-hard-nearest, hard or random")
                        .choice("algorithm", needsEnumeration ? Algorithm.ENUMERATE : Algorithm.EXACT));
    }
}
