package org.metricloss.loss.triplet;

import java.util.Map;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.TupleReduction;

class TripletLossContractTest extends LossContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        return Map.of(
                "all", loss(Mining.ALL, TripletDistance.EUCLIDEAN, false, TripletForm.HINGE, TupleReduction.ACTIVE),
                "all squared sum",
                        loss(Mining.ALL, TripletDistance.SQUARED, false, TripletForm.HINGE, TupleReduction.SUM),
                "all normalized",
                        loss(Mining.ALL, TripletDistance.SQUARED, true, TripletForm.HINGE, TupleReduction.ALL),
                "all softplus",
                        loss(Mining.ALL, TripletDistance.EUCLIDEAN, false, TripletForm.SOFTPLUS, TupleReduction.ALL),
                "hard", loss(Mining.HARD, TripletDistance.EUCLIDEAN, false, TripletForm.HINGE, TupleReduction.ACTIVE),
                "hard squared sum",
                        loss(Mining.HARD, TripletDistance.SQUARED, false, TripletForm.HINGE, TupleReduction.SUM),
                "hard normalized",
                        loss(Mining.HARD, TripletDistance.EUCLIDEAN, true, TripletForm.HINGE, TupleReduction.ALL),
                "hard softplus",
                        loss(Mining.HARD, TripletDistance.EUCLIDEAN, false, TripletForm.SOFTPLUS, TupleReduction.ALL));
    }

    private static TripletLoss loss(
            Mining mining, TripletDistance distance, boolean normalize, TripletForm form, TupleReduction reduction) {
        return new TripletLoss(mining, 0.2, distance, normalize, form, reduction);
    }
}
