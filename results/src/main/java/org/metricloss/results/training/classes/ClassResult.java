package org.metricloss.results.training.classes;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.training.run.ObjectiveSummary;

/**
 * One class of the test part under one objective.
 *
 * @param objective the objective on an engine
 * @param label the class
 * @param name its name
 * @param recall the mean over seeds of recall@1 of its queries
 * @param nearest how many of its queries have their nearest neighbour in each class, by label, over all seeds
 */
public record ClassResult(
        ObjectiveSummary objective, int label, String name, MeanEstimate recall, Map<Integer, Integer> nearest) {
    /** Copies the map. */
    public ClassResult {
        nearest = Collections.unmodifiableMap(new TreeMap<>(nearest));
    }

    /** {@return how many queries it has over all seeds} */
    public int queries() {
        return nearest.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** {@return the share of its queries whose nearest neighbour is of a class} */
    public double share(int other) {
        return (double) nearest.getOrDefault(other, 0) / queries();
    }

    /** {@return the other class in which most of its queries have their nearest neighbour; empty if there is none} */
    public Optional<Integer> mostConfused() {
        return nearest.entrySet().stream()
                .filter(entry -> entry.getKey() != label)
                .max(Comparator.comparingInt((Map.Entry<Integer, Integer> entry) -> entry.getValue())
                        .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
                .map(Map.Entry::getKey);
    }
}
