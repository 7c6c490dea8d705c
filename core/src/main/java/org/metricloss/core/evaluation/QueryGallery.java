package org.metricloss.core.evaluation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The division of test samples into queries, which come first, and the gallery in which their neighbours are searched.
 *
 * <p>With groups, the gallery's samples of a query's own class and group are left out of its ranking: the shots of one
 * person by one camera, as in Zheng et al.: Scalable Person Re-identification: A Benchmark, ICCV 2015. Without groups
 * none is left out.
 *
 * @param queries the number of queries, at least 1
 * @param groups the group of each sample, queries first; empty if the samples have no groups
 */
public record QueryGallery(int queries, Optional<int[]> groups) {
    /** @throws IllegalArgumentException if there is no query */
    public QueryGallery {
        if (!(queries >= 1)) {
            throw new IllegalArgumentException("there must be at least 1 query, got " + queries);
        }
        groups = groups.map(int[]::clone);
    }

    /** {@return the rows of the queries, class by class} */
    int[] queryRows(Embeddings samples) {
        return ordered(samples, 0, queries);
    }

    /** {@return the rows of the gallery, class by class and within a class group by group} */
    int[] galleryRows(Embeddings samples) {
        return ordered(samples, queries, samples.rows());
    }

    private int[] ordered(Embeddings samples, int from, int to) {
        Comparator<Integer> byClass = Comparator.comparingInt(samples::label);
        return IntStream.range(from, to)
                .boxed()
                .sorted(groups.map(of -> byClass.thenComparingInt(row -> of[row]))
                        .orElse(byClass))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** {@return a copy of the groups} */
    @Override
    public Optional<int[]> groups() {
        return groups.map(int[]::clone);
    }

    /**
     * Checks that the division fits a number of samples.
     *
     * @param samples the number of test samples
     * @throws IllegalArgumentException if no sample is left for the gallery, or not each sample has a group
     */
    public void requireFits(int samples) {
        if (queries >= samples) {
            throw new IllegalArgumentException("the gallery must have at least 1 sample, got %s samples with %s queries"
                    .formatted(samples, queries));
        }
        if (groups.isPresent() && groups.get().length != samples) {
            throw new IllegalArgumentException(
                    "each of the %s samples must have a group, got %s groups".formatted(samples, groups.get().length));
        }
    }

    /**
     * {@return the number of queries that measures of rankings leave out: those whose class has no sample in the gallery or,
     * with groups, none of another group}
     *
     * @param labels the class of each sample, queries first
     * @throws IllegalArgumentException if the division does not fit the samples
     */
    public int queriesWithoutMatch(int[] labels) {
        requireFits(labels.length);
        Map<Integer, Set<Integer>> groupsOfClass = new HashMap<>();
        for (int row = queries; row < labels.length; row++) {
            groupsOfClass
                    .computeIfAbsent(labels[row], unseen -> new HashSet<>())
                    .add(group(row));
        }
        int alone = 0;
        for (int query = 0; query < queries; query++) {
            Set<Integer> there = groupsOfClass.getOrDefault(labels[query], Set.of());
            boolean onlyOwn = groups.isPresent() && there.equals(Set.of(group(query)));
            alone += there.isEmpty() || onlyOwn ? 1 : 0;
        }
        return alone;
    }

    private int group(int row) {
        return groups.map(of -> of[row]).orElse(0);
    }
}
