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

        @Override
        void fromSquared(double[] overwritten, int count) {
            for (int j = 0; j < count; j++) {
                overwritten[j] = Math.sqrt(overwritten[j]);
            }
        }

        @Override
        double euclidean(double distance) {
            return distance;
        }

        @Override
        double slopeBySquare(double slope, double distance) {
            return distance > 0 ? slope / (2 * distance) : 0;
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

        @Override
        void fromSquared(double[] overwritten, int count) {
            // They are what is compared.
        }

        @Override
        double euclidean(double distance) {
            return Math.sqrt(distance);
        }

        @Override
        double slopeBySquare(double slope, double distance) {
            return slope;
        }
    };

    /** @return what a triplet compares, from squared Euclidean distances */
    abstract Tensor of(Tensor squaredDistances);

    /** @return Euclidean distances, from what a triplet compares */
    abstract Tensor euclidean(Tensor distances);

    /**
     * @param overwritten squared Euclidean distances before, what a triplet compares after
     * @param count how many
     */
    abstract void fromSquared(double[] overwritten, int count);

    /** @return the Euclidean distance, from what a triplet compares */
    abstract double euclidean(double distance);

    /** @return a derivative by the squared Euclidean distance, from that by what a triplet compares; 0 at distance 0 of a root */
    abstract double slopeBySquare(double slope, double distance);
}
