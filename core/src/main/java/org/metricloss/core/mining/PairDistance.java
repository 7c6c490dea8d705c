package org.metricloss.core.mining;

import org.metricloss.core.host.Row;
import org.metricloss.core.host.Sums;
import org.metricloss.core.tensor.Tensor;

/** How far two embeddings are from each other, for losses that compare pairs and for miners. */
public enum PairDistance {
    /** The Euclidean distance. The gradient at distance 0 is 0, since there is no direction to move in. */
    EUCLIDEAN {
        @Override
        public Tensor of(Tensor squaredDistances) {
            return squaredDistances.sqrt();
        }

        @Override
        public Tensor euclidean(Tensor distances) {
            return distances;
        }

        @Override
        public void fromSquared(Row overwritten, int from, int to) {
            overwritten.sqrt(from, to);
        }

        @Override
        public double euclideanSum(double[] distances, int count) {
            return Sums.of(distances, 0, count);
        }

        @Override
        public void slopesBySquare(double[] slopes, double[] distances, int count) {
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

    /** The square of the Euclidean distance, as in FaceNet. */
    SQUARED {
        @Override
        public Tensor of(Tensor squaredDistances) {
            return squaredDistances;
        }

        @Override
        public Tensor euclidean(Tensor distances) {
            return distances.sqrt();
        }

        @Override
        public void fromSquared(Row overwritten, int from, int to) {
            // They are this distance.
        }

        @Override
        public double euclideanSum(double[] distances, int count) {
            double sum = 0;
            for (int k = 0; k < count; k++) {
                sum += Math.sqrt(distances[k]);
            }
            return sum;
        }

        @Override
        public void slopesBySquare(double[] slopes, double[] distances, int count) {
            // The squared distance is what is compared.
        }
    },

    /**
     * 1 minus the cosine, which is half the squared distance of embeddings of length 1. It needs such embeddings. A row of
     * zeros is at 1/2 from rows of length 1 (a cosine of 1/2) and at 0 from other rows of zeros (a cosine of 1).
     */
    COSINE {
        @Override
        public Tensor of(Tensor squaredDistances) {
            return squaredDistances.mul(0.5);
        }

        @Override
        public Tensor euclidean(Tensor distances) {
            return distances.mul(2).sqrt();
        }

        @Override
        public void fromSquared(Row overwritten, int from, int to) {
            overwritten.multiply(from, to, 0.5);
        }

        @Override
        public double euclideanSum(double[] distances, int count) {
            double sum = 0;
            for (int k = 0; k < count; k++) {
                sum += Math.sqrt(2 * distances[k]);
            }
            return sum;
        }

        @Override
        public void slopesBySquare(double[] slopes, double[] distances, int count) {
            for (int k = 0; k < count; k++) {
                slopes[k] *= 0.5;
            }
        }
    };

    /**
     * Refuses embeddings that are not normalized if this distance needs embeddings of length 1.
     *
     * @param normalize whether embeddings are divided by their Euclidean norm
     * @throws IllegalArgumentException if they must be normalized and are not
     */
    public void require(boolean normalize) {
        if (this == COSINE && !normalize) {
            throw new IllegalArgumentException("distance: cosine needs normalize: true");
        }
    }

    /** {@return this distance, from squared Euclidean distances} */
    public abstract Tensor of(Tensor squaredDistances);

    /** {@return Euclidean distances, from this distance} */
    public abstract Tensor euclidean(Tensor distances);

    /**
     * Turns squared Euclidean distances into this distance.
     *
     * @param overwritten squared Euclidean distances before, this distance after
     * @param from the first place
     * @param to one past the last place
     */
    public abstract void fromSquared(Row overwritten, int from, int to);

    /**
     * {@return the sum of the Euclidean distances}
     *
     * @param distances this distance
     * @param count how many
     */
    public abstract double euclideanSum(double[] distances, int count);

    /**
     * Turns derivatives by this distance into derivatives by the squared Euclidean distance.
     *
     * @param slopes derivatives by this distance before, by the squared Euclidean distance after; 0 at
     *     distance 0 of a root
     * @param distances this distance
     * @param count how many
     */
    public abstract void slopesBySquare(double[] slopes, double[] distances, int count);
}
