package org.metricloss.core.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the queries of one class did: their scores by each ranking measure, and the classes of their nearest references.
 *
 * @param label the class of the queries
 * @param scores the sum of the scores by the id of each ranking measure, and how many queries it is over
 * @param nearest how many of the queries that have a reference of their own class have their nearest reference in each class,
 *     by its label; recall@1 of the class is the share of its own label
 */
public record ClassScore(int label, Map<String, Sum> scores, SortedMap<Integer, Integer> nearest) {
    /**
     * A sum of scores.
     *
     * @param sum the sum
     * @param queries how many queries count for the measure, at least 0
     */
    public record Sum(double sum, int queries) {
        Sum plus(double score) {
            return Double.isNaN(score) ? this : new Sum(sum + score, queries + 1);
        }
    }

    /** Copies the maps. */
    public ClassScore {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
        nearest = Collections.unmodifiableSortedMap(new TreeMap<>(nearest));
    }
}
