package org.metricloss.results.cost;

import java.util.Comparator;
import java.util.List;

/**
 * Points that differ in the number of samples alone.
 *
 * @param loss the name of the loss
 * @param algorithm how it is computed
 * @param engine the engine's id
 * @param dimension the embedding dimension
 * @param classesFixed whether the classes stay as n grows; else the samples per class do
 * @param fixedCount how many classes, or samples per class
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

    /** The baseline first, then by name; of one loss the cheap ways to compute it first. */
    static Comparator<Series> order(String baseline) {
        return Comparator.comparing((Series series) -> !series.loss().equals(baseline))
                .thenComparing(Series::loss)
                .thenComparingInt(series -> ALGORITHMS.indexOf(series.algorithm()))
                .thenComparing(Series::engine)
                .thenComparingInt(Series::dimension)
                .thenComparingInt(Series::fixedCount);
    }

    /** {@return such as {@code triplet, enumerate}; the name alone of a loss that is computed in one way} */
    public String label() {
        return algorithm.equals(DIRECT) ? loss : loss + ", " + algorithm;
    }

    /** {@return what stays, as tables write it} */
    public String fixed() {
        return classesFixed ? "classes" : "perClass";
    }

    /** {@return what stays, in words, such as {@code 10 classes}} */
    public String fixedInWords() {
        return fixedCount + (classesFixed ? " classes" : " per class");
    }
}
