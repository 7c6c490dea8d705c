package org.metricloss.loss.triplet;

import org.metricloss.core.tensor.Tensor;

/** What a triplet compares. */
public enum TripletDistance {
    /** The Euclidean distance. Two embeddings at distance 0 have no direction to move in: the gradient is 0 there. */
    EUCLIDEAN {
        @Override
        Tensor of(Tensor squaredDistances) {
            return squaredDistances.sqrt();
        }

        @Override
        Tensor euclidean(Tensor distances) {
            return distances;
        }
    },

    /** Its square, as in FaceNet. */
    SQUARED {
        @Override
        Tensor of(Tensor squaredDistances) {
            return squaredDistances;
        }

        @Override
        Tensor euclidean(Tensor distances) {
            return distances.sqrt();
        }
    };

    /** @return what a triplet compares, from squared Euclidean distances */
    abstract Tensor of(Tensor squaredDistances);

    /** @return Euclidean distances, from what a triplet compares */
    abstract Tensor euclidean(Tensor distances);
}
