package org.metricloss.core.anchor;

import org.metricloss.core.host.Exponential;
import org.metricloss.core.host.Row;

/**
 * Some places of a row: two ranges, each of which may be empty. In a row sorted by class these are the places of an
 * anchor's positives, around its own place, or of its negatives, before and after its class. Operations run over
 * contiguous numbers, so that they are compiled to vector operations.
 */
public final class Places {
    private int from;
    private int to;
    private int secondFrom;
    private int secondTo;

    /**
     * Sets both ranges.
     *
     * @param newFrom the first place of the first range
     * @param newTo one past its last place
     * @param newSecondFrom the first place of the second range
     * @param newSecondTo one past its last place
     */
    void set(int newFrom, int newTo, int newSecondFrom, int newSecondTo) {
        from = newFrom;
        to = newTo;
        secondFrom = newSecondFrom;
        secondTo = newSecondTo;
    }

    /** {@return the first place of the first range} */
    public int from() {
        return from;
    }

    /** {@return one past the last place of the first range} */
    public int to() {
        return to;
    }

    /** {@return the first place of the second range} */
    public int secondFrom() {
        return secondFrom;
    }

    /** {@return one past the last place of the second range} */
    public int secondTo() {
        return secondTo;
    }

    /** {@return the number of places} */
    public int count() {
        return to - from + secondTo - secondFrom;
    }

    /** {@return the largest number at these places; NaN if one is NaN, negative infinity without places} */
    public double max(Row row) {
        return Math.max(row.max(from, to), row.max(secondFrom, secondTo));
    }

    /** {@return the smallest number at these places; NaN if one is NaN, infinity without places} */
    public double min(Row row) {
        return Math.min(row.min(from, to), row.min(secondFrom, secondTo));
    }

    /** {@return the sum of the numbers at these places, in double} */
    public double sum(Row row) {
        return row.sum(from, to) + row.sum(secondFrom, secondTo);
    }

    /** Replaces the numbers at these places by their square roots. */
    public void sqrt(Row row) {
        row.sqrt(from, to);
        row.sqrt(secondFrom, secondTo);
    }

    /**
     * Replaces each number v at these places by exp(factor (v - shift)), see {@link Exponential#replace}.
     *
     * @param row the numbers
     * @param exponential the thread's own
     * @param factor the factor
     * @param shift what is subtracted first
     */
    public void exp(Row row, Exponential exponential, double factor, double shift) {
        exponential.replace(row, from, to, factor, shift);
        exponential.replace(row, secondFrom, secondTo, factor, shift);
    }

    /**
     * Copies the numbers at these places, each times a factor.
     *
     * @param source a row
     * @param factor the factor, rounded to the rows' type
     * @param target another row of the same type, which receives the products at the same places
     */
    public void multiply(Row source, double factor, Row target) {
        source.multiply(from, to, factor, target);
        source.multiply(secondFrom, secondTo, factor, target);
    }

    /**
     * Multiplies the numbers at these places by those of another row and by a factor.
     *
     * @param row the numbers, which become the products
     * @param others a row of the same type
     * @param factor the factor, rounded to the rows' type
     */
    public void multiply(Row row, Row others, double factor) {
        row.multiply(from, to, others, factor);
        row.multiply(secondFrom, secondTo, others, factor);
    }

    /** Adds a number to those at these places. */
    public void add(Row row, double number) {
        row.add(from, to, number);
        row.add(secondFrom, secondTo, number);
    }

    /**
     * Divides the numbers at these places.
     *
     * @param row the numerators, which become the quotients, and 0 where the denominator is 0
     * @param denominators a row of the same type, at least 0
     */
    public void divideOrZero(Row row, Row denominators) {
        row.divideOrZero(from, to, denominators);
        row.divideOrZero(secondFrom, secondTo, denominators);
    }
}
