package org.metricloss.results.figure;

import java.util.Locale;
import java.util.Optional;

/**
 * The projection of embeddings to two dimensions. Two dimensions are shown unchanged, one along an axis, and more by
 * their first two principal components.
 */
public final class EmbeddingPlane {
    private final int dimension;
    private final Optional<PrincipalComponents> components;

    private EmbeddingPlane(int dimension, Optional<PrincipalComponents> components) {
        this.dimension = dimension;
        this.components = components;
    }

    /**
     * {@return a plane for embeddings}
     *
     * @param embeddings the embeddings [n, d] that the plane is fitted to, finite, d at least 1
     */
    public static EmbeddingPlane of(double[][] embeddings) {
        int dimension = embeddings.length == 0 ? 1 : embeddings[0].length;
        return dimension <= 2 || embeddings.length < 2
                ? new EmbeddingPlane(dimension, Optional.empty())
                : new EmbeddingPlane(dimension, Optional.of(PrincipalComponents.of(embeddings)));
    }

    /** {@return the number of dimensions that embeddings have} */
    public int dimension() {
        return dimension;
    }

    /** {@return whether embeddings are shown by their principal components} */
    public boolean isProjection() {
        return components.isPresent();
    }

    /**
     * {@return the title of an axis, such as {@code embedding x1}, or {@code PC 1 (61.3% of variance)} for a principal
     * component}
     *
     * @param axis 0 or 1
     */
    public String axisTitle(int axis) {
        return components
                .map(found -> String.format(
                        Locale.ROOT, "PC %d (%.1f%% of variance)", axis + 1, 100 * found.varianceShare(axis)))
                .orElse(axis < dimension ? "embedding x" + (axis + 1) : "(one dimension only)");
    }

    /** {@return the share of variance along both axes together; 1 if the embeddings are not projected} */
    public double varianceShare() {
        return components
                .map(found -> found.varianceShare(0) + found.varianceShare(1))
                .orElse(1.0);
    }

    /** {@return the image of the embedding space's origin, at which classifier directions start: x, y} */
    public double[] origin() {
        return project(new double[dimension]);
    }

    /** {@return the image of a point of the embedding space: x, y} */
    public double[] project(double[] point) {
        return components.map(found -> found.project(point)).orElseGet(() ->
                new double[] {point[0], dimension > 1 ? point[1] : 0});
    }

    /** Projects a direction. Unlike the image of a point, the image of a direction does not depend on the mean. */
    public double[] projectDirection(double[] direction) {
        double[] from = origin();
        double[] to = project(direction);
        return new double[] {to[0] - from[0], to[1] - from[1]};
    }
}
