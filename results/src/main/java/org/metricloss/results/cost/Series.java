package org.metricloss.results.cost;

import java.util.Comparator;
import java.util.List;

/**
 * Points that differ only in the number of samples.
 *
 * @param loss the name of the loss
 * @param algorithm how it is computed
 * @param engine the engine's id
 * @param dimension the embedding dimension
 * @param classesFixed whether the number of classes stays fixed as n grows; otherwise the samples per class stay fixed
 * @param fixedCount the fixed number of classes, or of samples per class
 */
public record Series(
        String loss, String algorithm, String engine, int dimension, boolean classesFixed, int fixedCount) {
    private static final String DIRECT = "direct";
    private static final List<String> ALGORITHMS = List.of(DIRECT, "exact", "enumerate", "explicit");

    /** {@return the series of a point} */
    public static Series of(PointSetup point) {
        return new Series(
                point.loss(),
                point.algorithm(),
                point.engine(),
                point.dimension(),
                point.classesFixed(),
                point.classesFixed() ? point.classes() : point.samples() / point.classes());
    }

    /** Orders the baseline first, then by name. Within a loss the cheaper algorithms come first. */
    static Comparator<Series> order(String baseline) {
        return Comparator.comparing((Series series) -> !series.loss().equals(baseline))
                .thenComparing(Series::loss)
                .thenComparingInt(series -> ALGORITHMS.indexOf(series.algorithm()))
                .thenComparing(Series::engine)
                .thenComparingInt(Series::dimension)
                .thenComparingInt(Series::fixedCount);
    }

    /** {@return a label such as {@code triplet, enumerate}; only the name for a loss with a single algorithm} */
    public String label() {
        return algorithm.equals(DIRECT) ? loss : loss + ", " + algorithm;
    }

    /** {@return the fixed number's name in tables} */
    public String fixed() {
        return classesFixed ? "classes" : "perClass";
    }

    /** {@return the fixed number in words, such as {@code 10 classes}} */
    public String fixedInWords() {
        return fixedCount + (classesFixed ? " classes" : " per class");
    }
}
