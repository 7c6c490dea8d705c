package org.metricloss.loss.triplet;

import org.metricloss.core.host.Row;
import org.metricloss.core.host.Sums;
import org.metricloss.core.tensor.Tensor;

/** What a triplet compares. */
public enum TripletDistance {
    /** The Euclidean distance. The gradient at distance 0 is 0, since there is no direction to move in. */
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
        void fromSquared(Row overwritten, int count) {
            overwritten.sqrt(0, count);
        }

        @Override
        double euclideanSum(double[] distances, int count) {
            return Sums.of(distances, 0, count);
        }

        @Override
        void slopesBySquare(double[] slopes, double[] distances, int count) {
            for (int k = 0; k < count; k++) {
                slopes[k] /= 2 * distances[k];
            }
            for (int k = 0; k < count; k++) {
                if (distances[k] == 0) {
                    slopes[k] = 0;
                }
            }
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
        void fromSquared(Row overwritten, int count) {
            // They are what is compared.
        }

        @Override
        double euclideanSum(double[] distances, int count) {
            double sum = 0;
            for (int k = 0; k < count; k++) {
                sum += Math.sqrt(distances[k]);
            }
            return sum;
        }

        @Override
        void slopesBySquare(double[] slopes, double[] distances, int count) {
            // The squared distance is what is compared.
        }
    };

    /** {@return what a triplet compares, from squared Euclidean distances} */
    abstract Tensor of(Tensor squaredDistances);

    /** {@return Euclidean distances, from what a triplet compares} */
    abstract Tensor euclidean(Tensor distances);

    /**
     * @param overwritten squared Euclidean distances before, what a triplet compares after
     * @param count how many
     */
    abstract void fromSquared(Row overwritten, int count);

    /**
     * {@return the sum of the Euclidean distances}
     *
     * @param distances what a triplet compares
     * @param count how many
     */
    abstract double euclideanSum(double[] distances, int count);

    /**
     * @param slopes derivatives by what a triplet compares before, by the squared Euclidean distance after; 0 at
     *     distance 0 of a root
     * @param distances what a triplet compares
     * @param count how many
     */
    abstract void slopesBySquare(double[] slopes, double[] distances, int count);
}
