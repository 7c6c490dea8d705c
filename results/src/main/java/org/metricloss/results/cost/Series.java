package org.metricloss.results.cost;

import org.metricloss.results.record.PointSetup;

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
    /** @return the series of a point */
    public static Series of(PointSetup point) {
        return new Series(
                point.loss(),
                point.algorithm(),
                point.engine(),
                point.dimension(),
                point.classesFixed(),
                point.classesFixed() ? point.classes() : point.samples() / point.classes());
    }

    /** @return what stays, as tables write it */
    public String fixed() {
        return classesFixed ? "classes" : "perClass";
    }

    /** @return what stays, in words, such as {@code 10 classes} */
    public String fixedInWords() {
        return fixedCount + (classesFixed ? " classes" : " per class");
    }
}
