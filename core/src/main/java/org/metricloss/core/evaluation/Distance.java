package org.metricloss.core.evaluation;

/** The distance used to find neighbours and nearest centers. */
public enum Distance {
    /** {@code sqrt(sum_k (a_k - b_k)^2)}. */
    EUCLIDEAN {
        @Override
        Embeddings inEuclideanSpace(Embeddings embeddings) {
            return embeddings;
        }

        @Override
        double ofSquared(double squared) {
            return Math.sqrt(squared);
        }
    },

    /**
     * {@code 1 - cos(a, b)}. It gives the same ranking as the Euclidean distance of the L2-normalised rows, because
     * their squared distance is {@code 2 (1 - cos)}, and it is computed that way. A row of zeros has no direction: it
     * is at distance 0 from other rows of zeros and, up to rounding, as far from all others as a row at 60 degrees.
     */
    COSINE {
        @Override
        Embeddings inEuclideanSpace(Embeddings embeddings) {
            return embeddings.l2Normalised();
        }

        @Override
        double ofSquared(double squared) {
            return squared / 2;
        }
    };

    /** {@return the other distance} */
    public Distance other() {
        return this == EUCLIDEAN ? COSINE : EUCLIDEAN;
    }

    /**
     * {@return the distance of two rows as {@link #COSINE} defines it, at least 0}
     *
     * @param product the inner product of two rows
     * @param norm the first row's Euclidean norm
     * @param otherNorm the second row's Euclidean norm
     */
    public static double cosine(double product, double norm, double otherNorm) {
        double norms = norm * otherNorm;
        return norms > 0 ? Math.max(0, 1 - product / norms) : norm == otherNorm ? 0 : 0.5;
    }

    /**
     * Maps samples into a space where the Euclidean distance gives the same ranking as this distance.
     *
     * @param embeddings the samples
     * @return the samples, mapped
     */
    abstract Embeddings inEuclideanSpace(Embeddings embeddings);

    /**
     * {@return this distance of two samples}
     *
     * @param squared the squared Euclidean distance of the two samples after {@link #inEuclideanSpace}
     */
    abstract double ofSquared(double squared);
}
