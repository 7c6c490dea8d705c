package org.metricloss.core.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the area under the ROC curve of all pairs is made up of classes. The area is the share of (same pair, different pair) in
 * which the same pair is the closer one, equal distances counting one half. It is therefore the mean over same pairs of the share
 * of different pairs that are farther, and the mean over different pairs of the share of same pairs that are closer. These
 * shares are averaged over the same pairs of each class, and over the different pairs of each two classes: what a bootstrap over
 * classes needs.
 *
 * <p>Distances are compared in {@value #MOST_BOUNDS} bands of equally many same pairs; distances in one band count as equal. With
 * at most that many same pairs the shares are exact.
 */
public final class VerificationByClass {
    /** The most classes for which pairs of classes are counted. */
    public static final int MOST_CLASSES = 1000;

    /** The most bounds of bands of distances. */
    static final int MOST_BOUNDS = 2048;

    private final int[] labels;
    private final int[] samples;
    private final double[] same;
    private final double[][] different;

    private VerificationByClass(int[] labels, int[] samples, double[] same, double[][] different) {
        this.labels = labels;
        this.samples = samples;
        this.same = same;
        this.different = different;
    }

    /**
     * {@return the shares; empty for more than {@value Verification#MOST_EXACT_SAMPLES} samples or {@value #MOST_CLASSES}
     * classes, or without pairs of both kinds}
     *
     * @param samples the samples
     * @param distance the distance that is compared
     * @param threads the number of threads, at least 1; it does not affect the values
     */
    public static Optional<VerificationByClass> of(Embeddings samples, Distance distance, int threads) {
        int[] labels = samples.classes();
        if (samples.rows() > Verification.MOST_EXACT_SAMPLES || labels.length > MOST_CLASSES) {
            return Optional.empty();
        }
        PairScan pairs = new PairScan(distance.inEuclideanSpace(samples), threads);
        return pairs.count(true) == 0 || pairs.count(false) == 0 ? Optional.empty() : Optional.of(of(pairs, labels));
    }

    private static VerificationByClass of(PairScan pairs, int[] labels) {
        int n = pairs.samples().rows();
        int[] classOf = IntStream.range(0, n)
                .map(row -> Arrays.binarySearch(labels, pairs.samples().label(row)))
                .toArray();
        int[] samples = new int[labels.length];
        Arrays.stream(classOf).forEach(c -> samples[c]++);
        double[] bounds = bounds(pairs);
        int bands = 2 * bounds.length + 1;

        long[][] sameBands = new long[labels.length][bands];
        pairs.scan(true, () -> (row, squared, from, to) -> {
            long[] counts = new long[bands];
            for (int j = from; j < to; j++) {
                counts[band(bounds, squared[j])]++;
            }
            synchronized (sameBands) {
                add(sameBands[classOf[row]], counts);
            }
        });
        // Twice the number of same pairs that are closer than a different pair in the band, ties counted once: whole
        // numbers, so
        // that sums do not depend on the order of threads.
        long[] closer = cumulated(Arrays.stream(sameBands).reduce(new long[bands], VerificationByClass::add));
        long[] differentBands = new long[bands];
        long[][] sums = new long[labels.length][labels.length];
        pairs.scan(false, () -> (row, squared, from, to) -> {
            long[] counts = new long[bands];
            long[] ofRow = new long[labels.length];
            for (int j = from; j < to; j++) {
                int band = band(bounds, squared[j]);
                counts[band]++;
                ofRow[classOf[j]] += closer[band];
            }
            synchronized (sums) {
                add(differentBands, counts);
                add(sums[classOf[row]], ofRow);
            }
        });
        long[] differentCloser = cumulated(differentBands);
        double allSame = pairs.count(true);
        double allDifferent = pairs.count(false);
        double[] same = new double[labels.length];
        for (int c = 0; c < labels.length; c++) {
            double farther = 0;
            for (int band = 0; band < bands; band++) {
                farther += sameBands[c][band] * (2 * allDifferent - differentCloser[band]);
            }
            same[c] = farther / (2 * allDifferent) / pairsOf(samples[c]);
        }
        double[][] different = new double[labels.length][];
        for (int b = 0; b < labels.length; b++) {
            different[b] = new double[b];
            for (int a = 0; a < b; a++) {
                // Rows form different pairs with later classes.
                different[b][a] = sums[a][b] / (2 * allSame) / ((double) samples[a] * samples[b]);
            }
        }
        return new VerificationByClass(labels, samples, same, different);
    }

    /** Returns the distances of evenly spread same pairs, each once, ascending. */
    private static double[] bounds(PairScan pairs) {
        int stride = (int) ((pairs.count(true) + (MOST_BOUNDS << 4) - 1) / (MOST_BOUNDS << 4));
        List<double[]> found = pairs.scan(true, () -> new Strided(stride)).stream()
                .map(Strided::values)
                .toList();
        double[] sorted = found.stream()
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .distinct()
                .toArray();
        return sorted.length <= MOST_BOUNDS
                ? sorted
                : IntStream.range(0, MOST_BOUNDS)
                        .mapToDouble(i -> sorted[(int) ((long) i * (sorted.length - 1) / (MOST_BOUNDS - 1))])
                        .toArray();
    }

    /** Keeps the distance of each pair whose rows' sum is a multiple of a stride: the same ones whichever thread sees them. */
    private static final class Strided implements PairScan.Sink {
        private final int stride;
        private double[] values = new double[64];
        private int count;

        Strided(int stride) {
            this.stride = stride;
        }

        @Override
        public void see(int row, double[] squared, int from, int to) {
            for (int j = from; j < to; j++) {
                if ((row + j) % stride == 0) {
                    if (count == values.length) {
                        values = Arrays.copyOf(values, 2 * count);
                    }
                    values[count++] = squared[j];
                }
            }
        }

        double[] values() {
            return Arrays.copyOf(values, count);
        }
    }

    /** Returns the band of a distance: odd on a bound, even between two. */
    private static int band(double[] bounds, double distance) {
        int place = Arrays.binarySearch(bounds, distance);
        return place >= 0 ? 2 * place + 1 : -2 * (place + 1);
    }

    /** Returns for each band twice the count of all lower ones, and its own. */
    private static long[] cumulated(long[] counts) {
        long[] result = new long[counts.length];
        long lower = 0;
        for (int band = 0; band < counts.length; band++) {
            result[band] = 2 * lower + counts[band];
            lower += counts[band];
        }
        return result;
    }

    private static long[] add(long[] sums, long[] more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
        return sums;
    }

    private static double pairsOf(int samples) {
        return samples * (samples - 1.0) / 2;
    }

    /** {@return the classes, labels ascending} */
    public List<Integer> labels() {
        return Arrays.stream(labels).boxed().toList();
    }

    /** {@return how many samples each class has, in the order of the labels} */
    public int[] samples() {
        return samples.clone();
    }

    /** {@return for each class the mean share of different pairs that are farther than its same pairs; NaN for one sample} */
    public double[] same() {
        return same.clone();
    }

    /**
     * {@return [b][a] for a below b the mean share of same pairs that are closer than the pairs of class a with class b, by
     * their places among the labels}
     */
    public double[][] different() {
        return Arrays.stream(different).map(double[]::clone).toArray(double[][]::new);
    }
}
