package org.metricloss.core.anchor;

import org.metricloss.core.array.DataType;
import org.metricloss.core.host.Row;

/**
 * One anchor with its squared distances to the references, which are sorted by class, and with what a formula computes
 * from them. One thread reuses it as scratch memory for every anchor.
 */
public final class Anchor {
    private final AnchorNumbers numbers;
    private final Places positives = new Places();
    private final Places negatives = new Places();
    private final Places others = new Places();
    private final Row noWeights;
    private int place;
    private Row squaredDistances;
    private Row weights;

    Anchor(AnchorNumbers numbers, DataType type, int references) {
        this.numbers = numbers;
        noWeights = new Row(type, references);
        squaredDistances = noWeights;
        weights = noWeights;
    }

    /** Switches to another anchor, whose weights are ignored. */
    void take(int newPlace, Row newSquaredDistances) {
        take(newPlace, newSquaredDistances, noWeights);
    }

    /** Switches to another anchor. */
    void take(int newPlace, Row newSquaredDistances, Row newWeights) {
        place = newPlace;
        squaredDistances = newSquaredDistances;
        weights = newWeights;
        numbers.ranges().places(place, positives, negatives, others);
    }

    /** {@return the place of the anchor in the batch sorted by class, from 0} */
    public int place() {
        return place;
    }

    /** {@return the references of the anchor's class, without the anchor itself} */
    public Places positives() {
        return positives;
    }

    /** {@return the references of other classes} */
    public Places negatives() {
        return negatives;
    }

    /** {@return all references but the anchor itself} */
    public Places others() {
        return others;
    }

    /** {@return D^2 to each reference, in the type of the embeddings; may be overwritten} */
    public Row squaredDistances() {
        return squaredDistances;
    }

    /**
     * {@return the row that receives the derivative of the cost by the squared distance to each reference. It is all 0
     * at first and must stay 0 at the anchor's own place}
     */
    public Row weights() {
        return weights;
    }

    /**
     * {@return a number that the loss gives with this anchor}
     *
     * @param k which one, from 0
     */
    public double given(int k) {
        return numbers.given(place, k);
    }

    /**
     * Sets the derivative of the cost by a number that the loss gives; 0 unless it is set.
     *
     * @param k which one, from 0
     * @param slope the derivative
     */
    public void givenSlope(int k, double slope) {
        numbers.givenSlope(place, k, slope);
    }

    /** Sets the cost of this anchor; 0 unless it is set. */
    public void cost(double cost) {
        numbers.cost(place, cost);
    }

    /**
     * Sets the cost and the tallies of this anchor, for a formula that sums over anchors instead of tuples.
     *
     * @param cost the cost
     * @param tuples how many tuples it is computed from: all considered, and all active if the cost is above 0
     */
    public void cost(double cost, long tuples) {
        cost(cost);
        tally(AnchorFormula.CONSIDERED, tuples);
        tally(AnchorFormula.ACTIVE, cost > 0 ? tuples : 0);
    }

    /**
     * Sets a tally of this anchor; 0 unless it is set.
     *
     * @param which see {@link AnchorFormula#tallies}
     * @param number the number
     */
    public void tally(int which, double number) {
        numbers.tally(place, which, number);
    }

    /** Keeps a number for this anchor, which all anchors can read after the look ahead. */
    public void keep(double number) {
        numbers.keep(place, number);
    }

    /**
     * {@return the number that the look ahead kept for an anchor}
     *
     * @param other the place of the anchor
     */
    public double kept(int other) {
        return numbers.kept(other);
    }

    /** Marks a reference for this anchor, which all anchors can read after the look ahead. */
    public void mark(int reference) {
        numbers.mark(place, reference);
    }

    /**
     * {@return whether the look ahead marked a reference for an anchor}
     *
     * @param other the place of the anchor
     * @param reference the place of the reference
     */
    public boolean marked(int other, int reference) {
        return numbers.marked(other, reference);
    }

    /** {@return the number of references, the length of a row} */
    public int references() {
        return numbers.ranges().references();
    }

    /** {@return scratch memory for selections from anchors such as this one} */
    public Anchor selection() {
        DataType type = squaredDistances.type();
        Anchor selection = new Anchor(numbers, type, references());
        selection.squaredDistances = new Row(type, references());
        selection.weights = new Row(type, references());
        return selection;
    }

    /**
     * Makes this an anchor that has only some of the references of another, the positives first.
     *
     * @param whole the anchor that this is a {@link #selection} from
     * @param chosen the places of its positives and then of its negatives in the row of that anchor
     * @param positiveCount how many positives there are
     * @param count how many positives and negatives there are in total
     */
    public void select(Anchor whole, int[] chosen, int positiveCount, int count) {
        place = whole.place;
        for (int k = 0; k < count; k++) {
            squaredDistances.set(k, whole.squaredDistances.get(chosen[k]));
        }
        weights.clear(0, count);
        positives.set(0, positiveCount, positiveCount, positiveCount);
        negatives.set(positiveCount, count, count, count);
        others.set(0, count, count, count);
    }

    /** Writes the weights of this selection to the places that they were selected from. */
    public void writeWeights(Anchor whole, int[] chosen, int count) {
        for (int k = 0; k < count; k++) {
            whole.weights.set(chosen[k], weights.get(k));
        }
    }

    /** {@return whether the references are the batch itself, so that a reference is an anchor at the same place} */
    public boolean amongAnchors() {
        return numbers.ranges().amongAnchors();
    }
}
