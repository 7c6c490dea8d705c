package org.metricloss.results.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The interval of the area under the ROC curve over all pairs of samples if their classes are a random sample of classes: the
 * bootstrap of {@link ClassBootstrap} for a statistic of pairs of classes.
 *
 * <p>The area A is the mean over same pairs of the share of different pairs that are farther, and the mean over different pairs of
 * the share of same pairs that are closer. Of drawn classes it is, to first order, A + (S - A) + (D - A): S is the mean of the
 * first shares over the same pairs of the drawn classes, and D the mean of the second over their different pairs. A class that
 * is drawn k times counts k times in S, and its pairs with a class that is drawn m times count k m times in D. Pairs of a class
 * with its own repetition do not count. An area above 1 or below 0 counts as 1 or 0.
 */
public final class ClassPairBootstrap {
    private ClassPairBootstrap() {}

    /**
     * The shares of one evaluation.
     *
     * @param samples [class] how many samples each class has, at least 1
     * @param same [class] for each class the mean share of different pairs that are farther than its same pairs; any value for
     *     classes of one sample
     * @param different [b][a] for a below b the mean share of same pairs that are closer than the pairs of the two classes
     */
    public record Shares(int[] samples, double[] same, double[][] different) {
        /** @throws IllegalArgumentException if the lengths do not match */
        public Shares {
            if (same.length != samples.length || different.length != samples.length) {
                throw new IllegalArgumentException("there must be shares for " + samples.length + " classes, got "
                        + same.length + " and " + different.length);
            }
            for (int b = 0; b < different.length; b++) {
                if (different[b].length != b) {
                    throw new IllegalArgumentException(
                            "class " + b + " must have shares with " + b + " classes, got " + different[b].length);
                }
            }
            samples = samples.clone();
            same = same.clone();
            different = Arrays.stream(different).map(double[]::clone).toArray(double[][]::new);
        }

        /** Returns the mean of the shares of same pairs, of classes that occur so many times. */
        private double ofSame(int[] times) {
            double sum = 0;
            double pairs = 0;
            for (int c = 0; c < times.length; c++) {
                double weight = times[c] * (samples[c] * (samples[c] - 1.0) / 2);
                if (weight > 0) {
                    sum += weight * same[c];
                    pairs += weight;
                }
            }
            return sum / pairs;
        }

        private double ofDifferent(int[] times) {
            double sum = 0;
            double pairs = 0;
            for (int b = 0; b < times.length; b++) {
                double ofB = (double) times[b] * samples[b];
                for (int a = 0; ofB > 0 && a < b; a++) {
                    double weight = ofB * times[a] * samples[a];
                    sum += weight * different[b][a];
                    pairs += weight;
                }
            }
            return sum / pairs;
        }
    }

    /**
     * {@return the 95% interval; empty for fewer than {@value ClassBootstrap#FEWEST_CLASSES} classes with a same pair, or if
     * repeats have different numbers of classes. The same shares always give the same interval}
     *
     * @param repeats one for each seed, with the classes in the same order; at least one
     */
    public static Optional<Interval> of(List<Shares> repeats) {
        int classes = repeats.get(0).samples.length;
        boolean alike = repeats.stream().allMatch(repeat -> repeat.samples.length == classes);
        long counted =
                Arrays.stream(repeats.get(0).samples).filter(count -> count > 1).count();
        if (!alike || counted < ClassBootstrap.FEWEST_CLASSES) {
            return Optional.empty();
        }
        int[] once = new int[classes];
        Arrays.fill(once, 1);
        double[] areas =
                repeats.stream().mapToDouble(shares -> shares.ofSame(once)).toArray();
        return Optional.of(ClassBootstrap.interval(classes, drawn -> {
            int[] times = new int[classes];
            Arrays.stream(drawn).forEach(c -> times[c]++);
            double mean = 0;
            for (int repeat = 0; repeat < areas.length; repeat++) {
                Shares shares = repeats.get(repeat);
                double area = shares.ofSame(times) + shares.ofDifferent(times) - areas[repeat];
                mean += Math.max(0, Math.min(1, area)) / areas.length;
            }
            return mean;
        }));
    }
}
