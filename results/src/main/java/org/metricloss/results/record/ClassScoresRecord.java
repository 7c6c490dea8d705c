package org.metricloss.results.record;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.metricloss.formats.Layout;

/**
 * How each class of a trial's test part did: sums of the ranking measures over its queries, and the classes of their nearest
 * neighbours. Means over classes, confusions and intervals over classes follow from it.
 *
 * @param format the version of this record's layout, {@link #FORMAT}
 * @param trial the trial's id
 * @param measures the ids of the measures that are summed
 * @param classes one entry for each class of the queries, labels ascending
 */
@Layout(newest = ClassScoresRecord.FORMAT, oldest = ClassScoresRecord.FORMAT)
public record ClassScoresRecord(int format, String trial, List<String> measures, List<ScoredClass> classes) {
    /** The layout that this version writes and reads. */
    public static final int FORMAT = 1;

    /**
     * A class.
     *
     * @param label its label
     * @param sums for each measure the sum of the scores of its queries
     * @param queries for each measure how many queries the sum is over, each at least 0
     * @param nearest how many of its queries have their nearest neighbour in each class, by label
     */
    public record ScoredClass(int label, List<Double> sums, List<Integer> queries, Map<Integer, Integer> nearest) {
        /** @throws IllegalArgumentException if a component is missing or not as described */
        public ScoredClass {
            sums = Require.list("sums", sums);
            sums.forEach(sum -> Require.finiteNotNegative("sum", sum));
            queries = Require.list("queries", queries);
            queries.forEach(count -> Require.atLeast(0, "queries", count));
            Require.present("nearest", nearest);
            nearest.values().forEach(count -> Require.atLeast(1, "nearest", count));
            nearest = Collections.unmodifiableMap(new TreeMap<>(nearest));
        }

        /** {@return how many queries have a nearest neighbour: those with another sample of their class} */
        public int searched() {
            return nearest.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** {@return how many of them have it in their own class} */
        public int right() {
            return nearest.getOrDefault(label, 0);
        }
    }

    /** @throws IllegalArgumentException if a component is missing or not as described */
    public ClassScoresRecord {
        Require.format(ClassScoresRecord.class, format);
        Require.id(trial);
        measures = Require.list("measures", measures);
        classes = Require.list("classes", classes);
        for (ScoredClass scored : classes) {
            if (scored.sums().size() != measures.size() || scored.queries().size() != measures.size()) {
                throw new IllegalArgumentException("class " + scored.label() + " must have " + measures.size()
                        + " sums and counts, got " + scored.sums().size() + " and "
                        + scored.queries().size());
            }
        }
    }
}
