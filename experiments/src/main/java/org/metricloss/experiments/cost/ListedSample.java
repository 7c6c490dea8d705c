package org.metricloss.experiments.cost;

import org.metricloss.core.loss.TupleKind;
import org.metricloss.core.random.RandomStream;

/**
 * A sample of the tuples that are listed from a data set. Each member of a tuple is a separate row, because it passes
 * through the network as a separate image.
 *
 * @param labels the class of each row
 * @param tuples the rows of each tuple; every second pair is positive
 */
record ListedSample(int[] labels, int[][] tuples) {
    static ListedSample of(CostPoint point, TupleKind kind) {
        RandomStream random = RandomStream.of(point.sampleTuples(), "tuples", point.samples(), point.classes());
        int members = kind.members();
        int[] labels = new int[point.sampleTuples() * members];
        int[][] tuples = new int[point.sampleTuples()][members];
        for (int t = 0; t < tuples.length; t++) {
            int label = random.nextInt(point.classes());
            int other = (label + 1 + random.nextInt(Math.max(1, point.classes() - 1))) % point.classes();
            boolean lastDiffers = kind == TupleKind.TRIPLETS || t % 2 == 1;
            for (int place = 0; place < members; place++) {
                tuples[t][place] = t * members + place;
                labels[t * members + place] = place == members - 1 && lastDiffers ? other : label;
            }
        }
        return new ListedSample(labels, tuples);
    }
}
