package org.metricloss.loss.triplet;

import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.tensor.Tensor;
import org.metricloss.loss.triplet.Triplets.Distances;

/** Triplets given as rows of the embeddings: O(t d) for t of them, distances from differences. */
final class ChosenTriplets {
    private ChosenTriplets() {}

    /**
     * One triplet for each sample as anchor.
     *
     * @param embeddings x [m, d]
     * @param positives the row of each anchor's positive, INT64 [m]
     * @param negatives the row of each anchor's negative, INT64 [m]
     * @param anchors which samples are anchors, BOOL [m]; the others' rows are not used
     */
    static Triplets forAnchors(
            Tensor embeddings, Tensor positives, Tensor negatives, Tensor anchors, TripletLoss loss) {
        return ofRows(embeddings, embeddings.gatherRows(positives), embeddings.gatherRows(negatives), anchors, loss);
    }

    /**
     * @param anchors the anchors' embeddings [t, d]
     * @param positives the positives' [t, d]
     * @param negatives the negatives' [t, d]
     * @param counted which of the t triplets count, BOOL [t]
     */
    static Triplets ofRows(Tensor anchors, Tensor positives, Tensor negatives, Tensor counted, TripletLoss loss) {
        Tensor anchorPositive = distance(anchors, positives, loss);
        Tensor anchorNegative = distance(anchors, negatives, loss);
        Tensor negative = anchorNegative;
        if (loss.swap()) {
            Tensor positiveNegative = distance(positives, negatives, loss);
            negative = positiveNegative.lessThan(anchorNegative).choose(positiveNegative, anchorNegative);
        }
        Tensor violation = anchorPositive.add(loss.margin()).sub(negative);
        Tensor constant = violation.stopGradient();
        Tensor costs = counted.choose(loss.form().cost(constant), constant.full(0));
        // The slope of the form itself: PyTorch uses 1 as the slope of a softplus above 20.
        Tensor slopes = counted.choose(loss.form().slope(constant), constant.full(0));
        Tensor count = counted.count();
        return new Triplets(
                costs.sum().withGradient(violation, slopes),
                count,
                count,
                costs.greaterThan(0).count(),
                counted.and(violation.greaterThan(0)).count(),
                Distances.where(loss.distance().euclidean(anchorPositive.stopGradient()), counted),
                Distances.where(loss.distance().euclidean(anchorNegative.stopGradient()), counted));
    }

    /**
     * {@return the arrays that they hold}
     *
     * @param t how many triplets
     * @param d the dimension
     * @param loss what is computed of them
     */
    static HeldArrays arrays(long t, int d, TripletLoss loss) {
        // Three members, and a difference and its square for each distance, with their gradients [t, d];
        // distances and terms [t].
        int distances = loss.swap() ? 3 : 2;
        return HeldArrays.none().operations(6 + 4 * distances, t, d).operations(20, t);
    }

    /** {@return what a triplet compares, of row i of x and row i of y, [t]} */
    static Tensor distance(Tensor x, Tensor y, TripletLoss loss) {
        return loss.distance().of(x.sub(y).square().sum(1).reshape(x.shape().size(0)));
    }
}
