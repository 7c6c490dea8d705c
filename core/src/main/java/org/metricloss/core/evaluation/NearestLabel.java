package org.metricloss.core.evaluation;

/**
 * Not a measure of quality: its score of a query is the label of the nearest reference. It lets a search for other measures
 * record these labels as well. Queries without a reference of their own class are left out, as in {@link RecallAt}.
 */
final class NearestLabel implements NeighbourMeasure {
    @Override
    public boolean counts(int relevant) {
        return relevant > 0;
    }

    @Override
    public int depth(int relevant, int references) {
        return 1;
    }

    @Override
    public double score(int label, int[] nearest, int count, int relevant) {
        return nearest[0];
    }
}
