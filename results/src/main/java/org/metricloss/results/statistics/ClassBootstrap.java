package org.metricloss.results.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The interval of a mean over queries if the classes of the queries are a random sample of classes: the percentile bootstrap
 * over classes (Efron and Tibshirani: An Introduction to the Bootstrap, 1993, chapter 13). Queries of one class are not
 * independent, so whole classes are drawn, with replacement, as many as there are. With a repeat for each seed, every draw uses
 * the same classes in all of them and takes the mean of their values.
 */
public final class ClassBootstrap {
    /** How many times the classes are drawn. */
    public static final int DRAWS = 1000;

    /** Fewer classes do not show how classes vary. */
    public static final int FEWEST_CLASSES = 10;

    private static final long SEED = 1;
    private static final double LOW = 2.5;
    private static final double HIGH = 97.5;

    private ClassBootstrap() {}

    /**
     * The scores of the queries of each class, summed.
     *
     * @param sums [class] the sums
     * @param queries [class] how many queries each sum is over, at least 0
     */
    public record ClassSums(double[] sums, int[] queries) {
        /** @throws IllegalArgumentException if the lengths differ */
        public ClassSums {
            if (sums.length != queries.length) {
                throw new IllegalArgumentException(
                        "there must be as many counts as sums, got " + queries.length + " and " + sums.length);
            }
            sums = sums.clone();
            queries = queries.clone();
        }

        /** {@return a copy of the sums} */
        @Override
        public double[] sums() {
            return sums.clone();
        }

        /** {@return a copy of the counts} */
        @Override
        public int[] queries() {
            return queries.clone();
        }
    }

    /**
     * {@return the 95% interval; empty for fewer than {@value #FEWEST_CLASSES} classes with a query, or if repeats have different
     * numbers of classes. The same sums always give the same interval: the draws have a fixed seed}
     *
     * @param repeats one for each seed, with the classes in the same order; at least one
     */
    public static Optional<Interval> of(List<ClassSums> repeats) {
        int classes = repeats.get(0).sums().length;
        boolean alike = repeats.stream().allMatch(repeat -> repeat.sums().length == classes);
        long counted = Arrays.stream(repeats.get(0).queries())
                .filter(count -> count > 0)
                .count();
        if (!alike || counted < FEWEST_CLASSES) {
            return Optional.empty();
        }
        List<double[]> sums = repeats.stream().map(ClassSums::sums).toList();
        List<int[]> queries = repeats.stream().map(ClassSums::queries).toList();
        return Optional.of(interval(classes, drawn -> mean(sums, queries, drawn)));
    }

    /**
     * {@return the percentile interval of a statistic over draws of the classes; the draws are always the same}
     *
     * @param classes how many classes there are, and how many each draw has
     * @param statistic the value for drawn classes, by their places; NaN where it does not exist
     */
    static Interval interval(int classes, ToDoubleFunction<int[]> statistic) {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] drawn = new int[classes];
        double[] existing = IntStream.range(0, DRAWS)
                .mapToDouble(draw -> {
                    Arrays.setAll(drawn, unused -> random.nextInt(classes));
                    return statistic.applyAsDouble(drawn);
                })
                .filter(Double::isFinite)
                .toArray();
        return new Interval(StatUtils.percentile(existing, LOW), StatUtils.percentile(existing, HIGH));
    }

    /** Returns the mean over repeats of the mean over the queries of the drawn classes; NaN if none of them has a query. */
    private static double mean(List<double[]> sums, List<int[]> queries, int[] drawn) {
        double mean = 0;
        for (int repeat = 0; repeat < sums.size(); repeat++) {
            double sum = 0;
            long count = 0;
            for (int c : drawn) {
                sum += sums.get(repeat)[c];
                count += queries.get(repeat)[c];
            }
            mean += sum / count / sums.size();
        }
        return mean;
    }
}
