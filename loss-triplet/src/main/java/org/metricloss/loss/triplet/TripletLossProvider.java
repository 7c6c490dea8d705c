package org.metricloss.loss.triplet;

import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TupleReduction;

/**
 * Makes {@link TripletLoss} from {@code mining} (all, hard, explicit; default all), {@code margin} (&gt;= 0; default 0.2),
 * {@code distance} (euclidean, squared; default euclidean), {@code normalize} (default false), {@code form} (hinge,
 * softplus; default hinge) and {@code reduction} (active, all, sum; default active).
 */
public final class TripletLossProvider implements LossProvider {
    @Override
    public String id() {
        return "triplet";
    }

    @Override
    public String summary() {
        return "triplet loss over all or the hardest triplets of a batch or listed triplets (Schroff et al., CVPR 2015; Hermans et al., 2017)";
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new TripletLoss(
                parameters.choice("mining", Mining.ALL),
                parameters.number("margin", 0.2, TripletLoss.MARGIN),
                parameters.choice("distance", TripletDistance.EUCLIDEAN),
                parameters.flag("normalize", false),
                parameters.choice("form", TripletForm.HINGE),
                parameters.choice("reduction", TupleReduction.ACTIVE));
    }
}
