package org.metricloss.core.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The measures once more, by plain loops and full sorts. */
final class NaiveEvaluation {
    private final Embeddings queries;
    private final Embeddings references;
    private final boolean leaveOneOut;
    private final int[][] rankings;

    private NaiveEvaluation(Embeddings queries, Embeddings references, boolean leaveOneOut) {
        this.queries = queries;
        this.references = references;
        this.leaveOneOut = leaveOneOut;
        this.rankings = new int[queries.rows()][];
    }

    static NaiveEvaluation leaveOneOut(Embeddings samples) {
        return new NaiveEvaluation(samples, samples, true);
    }

    static NaiveEvaluation against(Embeddings queries, Embeddings references) {
        return new NaiveEvaluation(queries, references, false);
    }

    static double squaredDistance(Embeddings a, int row, Embeddings b, int otherRow) {
        double sum = 0;
        for (int k = 0; k < a.dimension(); k++) {
            double difference = a.value(row, k) - b.value(otherRow, k);
            sum += difference * difference;
        }
        return sum;
    }

    static double silhouette(Embeddings samples) {
        double sum = 0;
        for (int i = 0; i < samples.rows(); i++) {
            Map<Integer, Double> distances = new TreeMap<>();
            Map<Integer, Integer> others = new TreeMap<>();
            for (int j = 0; j < samples.rows(); j++) {
                if (j != i) {
                    distances.merge(samples.label(j), Math.sqrt(squaredDistance(samples, i, samples, j)), Double::sum);
                    others.merge(samples.label(j), 1, Integer::sum);
                }
            }
            int own = samples.label(i);
            if (others.containsKey(own)) {
                double within = distances.get(own) / others.get(own);
                double nearest = distances.keySet().stream()
                        .filter(label -> label != own)
                        .mapToDouble(label -> distances.get(label) / others.get(label))
                        .min()
                        .orElseThrow();
                double greater = Math.max(within, nearest);
                sum += greater == 0 ? 0 : (nearest - within) / greater;
            }
        }
        return sum / samples.rows();
    }

    /** Sorted once. */
    int[] ranking(int query) {
        if (rankings[query] == null) {
            rankings[query] = sorted(query);
        }
        return rankings[query];
    }

    private int[] sorted(int query) {
        return IntStream.range(0, references.rows())
                .filter(reference -> !leaveOneOut || reference != query)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(
                                reference -> squaredDistance(queries, query, references, reference))
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    double knnAccuracy(int k) {
        int correct = 0;
        for (int query = 0; query < queries.rows(); query++) {
            int[] labels = Arrays.stream(ranking(query))
                    .limit(k)
                    .map(references::label)
                    .toArray();
            int winner = labels[0];
            for (int label : labels) {
                if (count(labels, label) > count(labels, winner)) {
                    winner = label;
                }
            }
            correct += winner == queries.label(query) ? 1 : 0;
        }
        return (double) correct / queries.rows();
    }

    double recallAt(int k) {
        return mean((ranks, relevant) -> ranks[0] <= k ? 1 : 0);
    }

    double rPrecision() {
        return mean((ranks, relevant) ->
                (double) Arrays.stream(ranks).filter(rank -> rank <= relevant).count() / relevant);
    }

    double meanAveragePrecisionAtR() {
        return mean((ranks, relevant) -> averagePrecision(ranks, relevant, relevant));
    }

    double meanAveragePrecision() {
        return mean((ranks, relevant) -> averagePrecision(ranks, relevant, Integer.MAX_VALUE));
    }

    double meanReciprocalRank() {
        return mean((ranks, relevant) -> 1.0 / ranks[0]);
    }

    private static double averagePrecision(int[] ranks, int relevant, int deepest) {
        double sum = 0;
        for (int i = 0; i < ranks.length && ranks[i] <= deepest; i++) {
            sum += (i + 1.0) / ranks[i];
        }
        return sum / relevant;
    }

    private interface Score {
        /** Ranks from 1 of the references of the query's class, ascending. */
        double of(int[] ranks, int relevant);
    }

    private double mean(Score score) {
        double sum = 0;
        int counted = 0;
        for (int query = 0; query < queries.rows(); query++) {
            int[] ranking = ranking(query);
            int label = queries.label(query);
            int[] ranks = IntStream.rangeClosed(1, ranking.length)
                    .filter(rank -> references.label(ranking[rank - 1]) == label)
                    .toArray();
            if (ranks.length > 0) {
                sum += score.of(ranks, ranks.length);
                counted++;
            }
        }
        return sum / counted;
    }

    private static long count(int[] labels, int label) {
        return Arrays.stream(labels).filter(other -> other == label).count();
    }
}
