package org.metricloss.loss.triplet;

import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.Workload;

/** Which triplets of a batch are used. */
public enum Mining {
    /** Every (a, p, n): a and p two samples of equal label, n one of another. O(m^3) time and memory. */
    ALL {
        @Override
        Triplets mine(AnchorPairs pairs, TripletForm form, double margin) {
            return AllTriplets.of(pairs, form, margin);
        }

        @Override
        Workload workload(BatchProfile batch) {
            // Five floating-point arrays and four masks of [m, m, m].
            long m = batch.samples();
            return new Workload(batch.triplets(), m * m * m * (5 * Float.BYTES + 4));
        }
    },

    /**
     * One triplet per anchor: its farthest positive and its nearest negative, of equally far ones the one of lowest index
     * (batch hard of Hermans et al.). An anchor that lacks either is left out. O(m^2).
     */
    HARD {
        @Override
        Triplets mine(AnchorPairs pairs, TripletForm form, double margin) {
            return HardTriplets.of(pairs, form, margin);
        }

        @Override
        Workload workload(BatchProfile batch) {
            // Distances, two masked copies, the gradients of pick, and four masks, all [m, m].
            long m = batch.samples();
            return new Workload(batch.anchors(), m * m * (6 * Float.BYTES + 4));
        }
    };

    abstract Triplets mine(AnchorPairs pairs, TripletForm form, double margin);

    abstract Workload workload(BatchProfile batch);
}
