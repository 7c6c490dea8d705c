package org.metricloss.loss.triplet;

import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.Workload;
import org.metricloss.core.tensor.Tensor;

/** Which triplets are used. */
public enum Mining {
    /** Every (a, p, n): a and p two samples of equal label, n one of another. O(m^3) time and memory. */
    ALL {
        @Override
        Triplets mine(TripletLoss loss, LossInput input, Tensor embeddings) {
            return AllTriplets.of(AnchorPairs.of(loss, input, embeddings), loss.form(), loss.margin());
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
        Triplets mine(TripletLoss loss, LossInput input, Tensor embeddings) {
            return HardTriplets.of(AnchorPairs.of(loss, input, embeddings), loss.form(), loss.margin());
        }

        @Override
        Workload workload(BatchProfile batch) {
            // Distances, two masked copies, the gradients of pick, and four masks, all [m, m].
            long m = batch.samples();
            return new Workload(batch.anchors(), m * m * (6 * Float.BYTES + 4));
        }
    },

    /** The triplets that the sampler lists, each as often as it is listed, as they are: labels are not looked at. O(t d). */
    EXPLICIT {
        @Override
        Triplets mine(TripletLoss loss, LossInput input, Tensor embeddings) {
            return ExplicitTriplets.of(loss, input, embeddings);
        }

        @Override
        Workload workload(BatchProfile batch) {
            return ExplicitTriplets.workload(batch);
        }
    };

    /**
     * @param loss its distance, form and margin
     * @param input the batch
     * @param embeddings [m, d], normalised where the loss says so
     */
    abstract Triplets mine(TripletLoss loss, LossInput input, Tensor embeddings);

    abstract Workload workload(BatchProfile batch);
}
