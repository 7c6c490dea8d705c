package org.metricloss.core.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.mining.MiningRule;
import org.metricloss.core.mining.PairDistance;
import org.metricloss.core.random.RandomStream;

/**
 * Mines by naive loops in plain Java that share no code with the miners.
 *
 * @param rule the rule
 * @param distance what is compared
 * @param normalize whether embeddings are divided by their norm
 * @param margin the margin of the loss
 */
public record PlainMiner(MiningRule rule, PairDistance distance, boolean normalize, double margin) {
    /** One chosen positive and negative of an anchor, -1 for none. */
    public record Choice(int anchor, int positive, int negative) {}

    /**
     * {@return the triplets of all anchors, of every positive with every negative if a rule chooses these separately; for rule
     * all the pairs, with -1 in the other place}
     *
     * @param x the anchors
     * @param labels their labels
     * @param y the references; the same array as x for the anchors themselves
     * @param others their labels; below 0 for a reference that is absent
     * @param draws the draws of each anchor
     */
    public List<Choice> mine(double[][] x, int[] labels, double[][] y, int[] others, double[][] draws) {
        List<Choice> chosen = new ArrayList<>();
        for (int a = 0; a < x.length; a++) {
            int anchor = a;
            List<Integer> present = IntStream.range(0, y.length)
                    .filter(j -> others[j] >= 0 && !(x == y && j == anchor))
                    .boxed()
                    .sorted(Comparator.comparing((Integer j) -> others[j]).thenComparing(j -> j))
                    .toList();
            List<Integer> positives =
                    present.stream().filter(j -> others[j] == labels[anchor]).toList();
            List<Integer> negatives =
                    present.stream().filter(j -> others[j] != labels[anchor]).toList();
            if (rule == MiningRule.ALL) {
                positives.forEach(p -> chosen.add(new Choice(anchor, p, -1)));
                negatives.forEach(n -> chosen.add(new Choice(anchor, -1, n)));
            } else if (!positives.isEmpty() && !negatives.isEmpty()) {
                double[] d = new double[y.length];
                for (int j = 0; j < y.length; j++) {
                    d[j] = between(x[a], y[j]);
                }
                choose(a, d, positives, negatives, draws[a], x[a].length, chosen);
            }
        }
        return chosen;
    }

    private void choose(
            int a,
            double[] d,
            List<Integer> positives,
            List<Integer> negatives,
            double[] draws,
            int dimension,
            List<Choice> chosen) {
        Comparator<Integer> byDistance = Comparator.comparing(j -> d[j]);
        int nearest = negatives.stream().min(byDistance).orElseThrow();
        int farthest = positives.stream().min(byDistance.reversed()).orElseThrow();
        switch (rule) {
            case ALL -> throw new IllegalStateException("chosen apart");
            case HARD -> chosen.add(new Choice(a, farthest, nearest));
            case EASY_POSITIVE -> {
                int easy = positives.stream().min(byDistance).orElseThrow();
                negatives.stream()
                        .filter(n -> d[n] > d[easy])
                        .min(byDistance)
                        .ifPresent(n -> chosen.add(new Choice(a, easy, n)));
            }
            case SEMI_HARD ->
                positives.forEach(p -> negatives.stream()
                        .filter(n -> d[p] < d[n] && d[n] <= d[p] + margin)
                        .forEach(n -> chosen.add(new Choice(a, p, n))));
            case SEMI_HARD_NEAREST ->
                positives.forEach(p -> chosen.add(new Choice(
                        a,
                        p,
                        negatives.stream()
                                .filter(n -> d[n] > d[p])
                                .min(byDistance)
                                .orElseGet(() -> negatives.stream()
                                        .min(byDistance.reversed())
                                        .orElseThrow()))));
            case DISTANCE_WEIGHTED -> {
                RandomStream random = RandomStream.of(Float.floatToIntBits((float) draws[0]), "negatives");
                positives.forEach(p -> chosen.add(
                        new Choice(a, p, weighted(euclidean(d), negatives, random.nextDouble(), dimension))));
            }
            case MULTI_SIMILARITY ->
                positives.stream()
                        .filter(p -> d[p] > d[nearest] - 0.1)
                        .forEach(p -> negatives.stream()
                                .filter(n -> d[n] < d[farthest] + 0.1)
                                .forEach(n -> chosen.add(new Choice(a, p, n))));
            case RANDOM ->
                chosen.add(new Choice(a, positives.get((int) (draws[0] * positives.size())), negatives.get((int)
                        (draws[1] * negatives.size()))));
        }
    }

    private double[] euclidean(double[] d) {
        return Arrays.stream(d)
                .map(each -> switch (distance) {
                    case EUCLIDEAN -> each;
                    case SQUARED -> Math.sqrt(each);
                    case COSINE -> Math.sqrt(2 * each);
                })
                .toArray();
    }

    /** A negative with a probability in proportion to 1 / q(max(D, 0.5)), and only up to 1.4 unless all are beyond. */
    private static int weighted(double[] d, List<Integer> negatives, double draw, int dimension) {
        List<Integer> near = negatives.stream().filter(n -> d[n] <= 1.4).toList();
        if (near.isEmpty()) {
            return negatives.get((int) (draw * negatives.size()));
        }
        double[] weights = near.stream()
                .mapToDouble(n -> {
                    double distance = Math.max(0.5, d[n]);
                    return 1
                            / (Math.pow(distance, dimension - 2)
                                    * Math.pow(1 - distance * distance / 4, (dimension - 3) / 2.0));
                })
                .toArray();
        double left = draw
                * IntStream.range(0, weights.length)
                        .mapToDouble(k -> weights[k])
                        .sum();
        int k = 0;
        while (left >= weights[k] && k < weights.length - 1) {
            left -= weights[k++];
        }
        return near.get(k);
    }

    /** {@return the distance of two embeddings} */
    public double between(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            double difference = normalize ? x[k] / norm(x) - y[k] / norm(y) : x[k] - y[k];
            sum += difference * difference;
        }
        return switch (distance) {
            case EUCLIDEAN -> Math.sqrt(sum);
            case SQUARED -> sum;
            case COSINE -> sum / 2;
        };
    }

    private static double norm(double[] x) {
        double sum = 0;
        for (double each : x) {
            sum += each * each;
        }
        return Math.sqrt(sum);
    }

    /** {@return the rows of an array} */
    public static double[][] rows(DoubleArray array) {
        double[] values = array.toArray();
        int columns = array.shape().size(1);
        double[][] rows = new double[array.shape().size(0)][columns];
        for (int i = 0; i < values.length; i++) {
            rows[i / columns][i % columns] = values[i];
        }
        return rows;
    }

    /**
     * {@return the draws of each sample in those columns}
     *
     * @param example may have none
     * @param from the first column
     * @param count how many columns
     */
    public static double[][] draws(LossExample example, int from, int count) {
        double[][] draws = new double[example.labels().length][count];
        if (count > 0) {
            double[][] all = rows(example.draws().orElseThrow());
            for (int i = 0; i < draws.length; i++) {
                System.arraycopy(all[i], from, draws[i], 0, count);
            }
        }
        return draws;
    }

    /**
     * {@return the triplets of what was mined: positives and negatives that were chosen separately are joined}
     *
     * @param mined from {@link #mine}
     */
    public static List<Choice> triplets(List<Choice> mined) {
        List<Choice> triplets = new ArrayList<>();
        for (Choice one : mined) {
            if (one.positive() >= 0 && one.negative() >= 0) {
                triplets.add(one);
            } else if (one.positive() >= 0) {
                mined.stream()
                        .filter(other -> other.anchor() == one.anchor() && other.negative() >= 0)
                        .forEach(other -> triplets.add(new Choice(one.anchor(), one.positive(), other.negative())));
            }
        }
        return triplets;
    }
}
