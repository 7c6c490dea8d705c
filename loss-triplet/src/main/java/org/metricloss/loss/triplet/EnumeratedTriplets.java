package org.metricloss.loss.triplet;

import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.tensor.Tensor;
import org.metricloss.loss.triplet.Triplets.Distances;

/**
 * Triplets of a batch, enumerated as arrays [m, m, m] over (anchor, positive, negative).
 *
 * <p>The gradient is given in closed form, so that autograd keeps none of these arrays: a triplet of slope s adds s to
 * dL/dD_ap and takes s from dL/dD_an, or from dL/dD_pn where that distance takes the place of D_an.
 */
final class EnumeratedTriplets {
    private EnumeratedTriplets() {}

    /**
     * Which triplets are taken.
     *
     * @param considered the considered triplets, BOOL [m, m, m]
     * @param mined those of them that enter the sum
     */
    record Masks(Tensor considered, Tensor mined) {}

    /** All triplets (a, p, n) of the batch. */
    static Masks all(AnchorPairs pairs) {
        Tensor valid = valid(pairs);
        return new Masks(valid, valid);
    }

    /** Those with D_ap &lt; D_an &lt;= D_ap + margin. */
    static Masks semiHard(AnchorPairs pairs, TripletLoss loss) {
        int m = pairs.samples();
        Tensor distances = pairs.distances().stopGradient();
        Tensor positive = distances.reshape(m, m, 1);
        Tensor negative = distances.reshape(m, 1, m);
        Tensor inside = positive.lessThan(negative).and(negative.lessOrEqual(positive.add(loss.margin())));
        Tensor valid = valid(pairs);
        return new Masks(valid, valid.and(inside));
    }

    /** For each (a, p) the nearest negative with D_an &gt; D_ap, or the farthest of all if there is none. */
    static Masks semiHardNearest(AnchorPairs pairs) {
        int m = pairs.samples();
        Tensor distances = pairs.distances().stopGradient();
        Tensor valid = valid(pairs);
        Tensor negative = distances.reshape(m, 1, m);
        Tensor farther = valid.and(distances.reshape(m, m, 1).lessThan(negative));
        Tensor nearest = farther.choose(negative, negative.full(Double.POSITIVE_INFINITY))
                .reshape(m * m, m)
                .argMin();
        Tensor farthest =
                valid.choose(negative, negative.full(-1)).reshape(m * m, m).argMax();
        Tensor anyFarther =
                farther.cast(distances.dataType()).sum(2).greaterThan(0).reshape(m * m);
        Tensor chosen = anyFarther.choose(nearest, farthest).reshape(m, m, 1);
        Tensor mined = valid.and(chosen.equalTo(nearest.range(m).reshape(1, 1, m)));
        return new Masks(mined, mined);
    }

    /** {@return the arrays that the triplets of m samples hold, beside those that mining adds} */
    static HeldArrays arrays(long samples, TripletLoss loss) {
        // Violations, costs and slopes, both before and after the mask; with swap the lesser distance, and the slopes
        // of either. The mask of triplets; where D_an, and which of D_an and D_pn, and three counted masks.
        return HeldArrays.none()
                .operations(loss.swap() ? 5 + 3 : 5, samples, samples, samples)
                .masks(6, samples, samples, samples);
    }

    private static Tensor valid(AnchorPairs pairs) {
        int m = pairs.samples();
        return pairs.positives().reshape(m, m, 1).and(pairs.negatives().reshape(m, 1, m));
    }

    /** Computes the costs of the mined triplets. */
    static Triplets of(AnchorPairs pairs, TripletLoss loss, Masks masks) {
        int m = pairs.samples();
        Tensor mined = masks.mined();
        Tensor distances = pairs.distances().stopGradient();
        Tensor anchorNegative = distances.reshape(m, 1, m);
        Tensor positiveNegative = distances.reshape(1, m, m);
        Tensor threshold = distances.add(loss.margin()).reshape(m, m, 1);
        Tensor swapped = positiveNegative.lessThan(anchorNegative);
        Tensor violation =
                threshold.sub(loss.swap() ? swapped.choose(positiveNegative, anchorNegative) : anchorNegative);
        Tensor zero = distances.full(0);
        Tensor costs = mined.choose(loss.form().cost(violation), zero);
        Tensor slopes = mined.choose(loss.form().slope(violation), zero);
        Tensor pairGradient = slopes.sum(2).reshape(m, m);
        if (loss.swap()) {
            pairGradient = pairGradient
                    .sub(swapped.choose(zero, slopes).sum(1).reshape(m, m))
                    .sub(swapped.choose(slopes, zero).sum(0).reshape(m, m));
        } else {
            pairGradient = pairGradient.sub(slopes.sum(1).reshape(m, m));
        }
        Tensor euclidean = loss.distance().euclidean(distances);
        return new Triplets(
                costs.sum().orNaN(pairs.distances()).withGradient(pairs.distances(), pairGradient),
                masks.considered().count(),
                mined.count(),
                costs.greaterThan(0).count(),
                mined.and(violation.greaterThan(0)).count(),
                Distances.where(euclidean, pairs.positives()),
                Distances.where(euclidean, pairs.negatives()));
    }
}
