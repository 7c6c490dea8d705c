package org.metricloss.core.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums the scores of queries by class. */
final class ClassScores {
    private static final ClassScore.Sum NOTHING = new ClassScore.Sum(0, 0);

    private ClassScores() {}

    /**
     * {@return the scores of each class of the queries, labels ascending}
     *
     * @param labels the labels of the samples, of which the queries are the first
     * @param ids the ids of the measures
     * @param scores [measure][query]; NaN where a query does not count; after those of the measures the labels of the nearest
     *     references, see {@link NearestLabel}
     */
    static List<ClassScore> of(int[] labels, List<String> ids, double[][] scores) {
        Map<Integer, Map<String, ClassScore.Sum>> sums = new TreeMap<>();
        Map<Integer, TreeMap<Integer, Integer>> nearest = new TreeMap<>();
        double[] nearestLabels = scores[ids.size()];
        for (int query = 0; query < nearestLabels.length; query++) {
            Map<String, ClassScore.Sum> ofClass = sums.computeIfAbsent(labels[query], unseen -> new LinkedHashMap<>());
            for (int m = 0; m < ids.size(); m++) {
                ofClass.put(
                        ids.get(m), ofClass.getOrDefault(ids.get(m), NOTHING).plus(scores[m][query]));
            }
            TreeMap<Integer, Integer> found = nearest.computeIfAbsent(labels[query], unseen -> new TreeMap<>());
            if (!Double.isNaN(nearestLabels[query])) {
                found.merge((int) nearestLabels[query], 1, Integer::sum);
            }
        }
        List<ClassScore> all = new ArrayList<>();
        sums.forEach((label, ofClass) -> all.add(new ClassScore(label, ofClass, nearest.get(label))));
        return List.copyOf(all);
    }
}
