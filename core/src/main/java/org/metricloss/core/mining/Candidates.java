package org.metricloss.core.mining;

import org.metricloss.core.anchor.Anchor;
import org.metricloss.core.anchor.Places;
import org.metricloss.core.array.DataType;
import org.metricloss.core.host.Row;

/**
 * The positives and negatives of one anchor with their distances, each kind numbered from 0 in the order of the classes
 * and, within a class, of the samples. One thread reuses it as scratch memory for every anchor.
 */
public final class Candidates {
    private final PairDistance distance;
    private final int firstDraw;
    private final Row row;
    private final Row roots;
    private final double[] rootsOfNegatives;
    private final double[] positives;
    private final double[] negatives;
    private Anchor anchor;
    private int positiveCount;
    private int negativeCount;

    /**
     * Allocates scratch memory.
     *
     * @param distance what is compared
     * @param type the type of the embeddings
     * @param references the largest number of positives and negatives together
     * @param firstDraw which of the numbers that the loss gives with an anchor is its first draw
     */
    public Candidates(PairDistance distance, DataType type, int references, int firstDraw) {
        this.distance = distance;
        this.firstDraw = firstDraw;
        row = new Row(type, references);
        int further = distance == PairDistance.EUCLIDEAN ? 0 : references;
        roots = new Row(type, further);
        rootsOfNegatives = new double[further];
        positives = new double[references];
        negatives = new double[references];
    }

    /**
     * Switches to another anchor.
     *
     * @param newAnchor the anchor, whose squared distances are not changed
     */
    public void take(Anchor newAnchor) {
        anchor = newAnchor;
        Row squared = anchor.squaredDistances();
        anchor.positives().multiply(squared, 1, row);
        anchor.negatives().multiply(squared, 1, row);
        distance.fromSquared(row, 0, anchor.references());
        positiveCount = copy(row, anchor.positives(), positives);
        negativeCount = copy(row, anchor.negatives(), negatives);
    }

    private static int copy(Row from, Places places, double[] target) {
        from.copy(places.from(), places.to(), target, 0);
        from.copy(places.secondFrom(), places.secondTo(), target, places.to() - places.from());
        return places.count();
    }

    /** {@return whether the anchor has both a positive and a negative} */
    public boolean hasTriplets() {
        return positiveCount > 0 && negativeCount > 0;
    }

    /** {@return whether a distance is NaN, which comparisons would miss} */
    public boolean hasNaN() {
        return Double.isNaN(anchor.positives().sum(row) + anchor.negatives().sum(row));
    }

    /** {@return the distances of the positives, at the first {@link #positiveCount} places; to be read only} */
    public double[] positives() {
        return positives;
    }

    /** {@return the distances of the negatives, at the first {@link #negativeCount} places; to be read only} */
    public double[] negatives() {
        return negatives;
    }

    /** {@return the number of positives} */
    public int positiveCount() {
        return positiveCount;
    }

    /** {@return the number of negatives} */
    public int negativeCount() {
        return negativeCount;
    }

    /** {@return the place of a positive in the anchor's row} */
    public int positivePlace(int positive) {
        return place(anchor.positives(), positive);
    }

    /** {@return the place of a negative in the anchor's row} */
    public int negativePlace(int negative) {
        return place(anchor.negatives(), negative);
    }

    private static int place(Places places, int number) {
        int first = places.to() - places.from();
        return number < first ? places.from() + number : places.secondFrom() + number - first;
    }

    /**
     * {@return a uniform draw from [0, 1) of the anchor}
     *
     * @param k which one, from 0
     */
    public double draw(int k) {
        return anchor.given(firstDraw + k);
    }

    /** {@return the distances at the anchor's places} */
    Row row() {
        return row;
    }

    /** {@return Euclidean distances of the negatives, of embeddings of length 1 as of others} */
    double[] euclideanNegatives() {
        if (distance == PairDistance.EUCLIDEAN) {
            return negatives;
        }
        anchor.negatives().multiply(anchor.squaredDistances(), 1, roots);
        anchor.negatives().sqrt(roots);
        copy(roots, anchor.negatives(), rootsOfNegatives);
        return rootsOfNegatives;
    }

    /** {@return the least of the {@link #euclideanNegatives}, once these are computed} */
    double nearestEuclideanNegative() {
        return anchor.negatives().min(distance == PairDistance.EUCLIDEAN ? row : roots);
    }

    /** {@return the number of the nearest positive, of equally near ones the first} */
    public int nearestPositive() {
        return nearest(positives, positiveCount);
    }

    /** {@return the number of the farthest positive, of equally far ones the first} */
    public int farthestPositive() {
        return farthest(positives, positiveCount);
    }

    /** {@return the number of the nearest negative, of equally near ones the first} */
    public int nearestNegative() {
        return nearest(negatives, negativeCount);
    }

    /** {@return the number of the farthest negative, of equally far ones the first} */
    public int farthestNegative() {
        return farthest(negatives, negativeCount);
    }

    /**
     * {@return the number of the nearest negative that is farther than a distance, of equally near ones the first; -1 if
     * none is farther}
     *
     * @param bound the distance
     */
    public int nearestNegativeBeyond(double bound) {
        int found = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int n = 0; n < negativeCount; n++) {
            if (negatives[n] > bound && (found < 0 || negatives[n] < least)) {
                least = negatives[n];
                found = n;
            }
        }
        return found;
    }

    private static int nearest(double[] distances, int count) {
        int found = 0;
        for (int k = 1; k < count; k++) {
            found = distances[k] < distances[found] ? k : found;
        }
        return found;
    }

    private static int farthest(double[] distances, int count) {
        int found = 0;
        for (int k = 1; k < count; k++) {
            found = distances[k] > distances[found] ? k : found;
        }
        return found;
    }
}
