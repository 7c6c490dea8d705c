package org.metricloss.core.evaluation;

import java.util.Optional;

/**
 * The quality with which a threshold on the distance distinguishes pairs of one class from pairs of two. A pair is
 * accepted if its distance is at most the threshold. FAR is the share of different pairs that are accepted, and TAR is
 * the share of same pairs that are accepted.
 *
 * @param samePairs the number of pairs of one class
 * @param differentPairs the number of pairs of two classes
 * @param rocAuc the area under TAR over FAR, equal distances counting one half, in [0, 1]
 * @param equalErrorRate the rate at which FAR equals 1 - TAR, by linear interpolation between the neighbouring points
 *     of the curve, in [0, 1]
 * @param tarAtFar1e2 TAR at the last point with FAR at most 0.01, in [0, 1]
 * @param tarAtFar1e3 TAR at the last point with FAR at most 0.001, in [0, 1]; 0 if every threshold that accepts a pair
 *     has a greater FAR
 * @param sampling the numbers of drawn pairs and the standard errors of the values; empty if every pair was examined
 */
public record Verification(
        long samePairs,
        long differentPairs,
        double rocAuc,
        double equalErrorRate,
        double tarAtFar1e2,
        double tarAtFar1e3,
        Optional<Sampling> sampling) {
    /** The largest number of samples for which every pair is examined. */
    public static final int MOST_EXACT_SAMPLES = 20_000;

    /** The number of pairs of each kind that are drawn if there are more samples. */
    static final int DRAWS = 1 << 22;

    /**
     * The number of distances that may be held at once while every pair is examined: 384 MiB, see {@link AllPairsRoc}.
     */
    private static final int ROOM = 1 << 24;

    private static final double HUNDREDTH = 1e-2;
    private static final double THOUSANDTH = 1e-3;

    /**
     * The standard errors that result from drawing pairs of given embeddings.
     *
     * @param same the number of same pairs that were drawn, or of all same pairs if there are not more
     * @param different the number of different pairs that were drawn
     * @param rocAucError at most the standard error of the area: {@code sqrt(A (1 - A) / min(same, different))}, the bound of
     *     Van Dantzig (1951) and Birnbaum (1956) on the variance of the Mann-Whitney statistic
     * @param equalErrorRateError at most the standard error of the equal error rate e: {@code sqrt(e (1 - e) / min)}
     * @param tarAtFar1e2Error the standard error of that TAR, from drawing same pairs and from the position of the
     *     threshold
     * @param tarAtFar1e3Error the standard error of that TAR, computed in the same way
     */
    public record Sampling(
            long same,
            long different,
            double rocAucError,
            double equalErrorRateError,
            double tarAtFar1e2Error,
            double tarAtFar1e3Error) {}

    /**
     * Verifies every unordered pair. For more than {@value #MOST_EXACT_SAMPLES} samples it verifies pairs drawn with
     * the seed, about four million of each kind.
     *
     * @param samples the samples
     * @param distance the distance that is compared with the threshold
     * @param seed decides which pairs are drawn; it has no effect for up to {@value #MOST_EXACT_SAMPLES} samples
     * @param threads the number of threads, at least 1; it does not affect the values
     * @return the values; empty if all samples are of one class or no two samples are of the same class
     */
    public static Optional<Verification> ofAllPairs(Embeddings samples, Distance distance, long seed, int threads) {
        return ofAllPairs(samples, distance, seed, threads, MOST_EXACT_SAMPLES, DRAWS, ROOM);
    }

    static Optional<Verification> ofAllPairs(
            Embeddings samples, Distance distance, long seed, int threads, int mostExact, int draws, int room) {
        Embeddings mapped = distance.inEuclideanSpace(samples);
        PairSample pairs = new PairSample(mapped, seed, threads);
        if (pairs.samePairs() == 0 || pairs.differentPairs() == 0) {
            return Optional.empty();
        }
        if (samples.rows() <= mostExact) {
            RocPoints roc = new RocPoints(pairs.samePairs(), pairs.differentPairs(), HUNDREDTH, THOUSANDTH);
            new AllPairsRoc(mapped, threads, room).walk(roc);
            return Optional.of(of(roc, pairs.samePairs(), pairs.differentPairs(), Optional.empty()));
        }
        return Optional.of(drawn(pairs, draws));
    }

    /**
     * Verifies given pairs.
     *
     * @param samples the samples
     * @param pairs pairs of their rows
     * @param distance the distance that is compared with the threshold
     * @return the values; empty unless there are pairs of both kinds
     * @throws IndexOutOfBoundsException if a pair names a row that does not exist
     */
    public static Optional<Verification> ofPairs(Embeddings samples, LabelledPairs pairs, Distance distance) {
        PairedDistances distances = pairs.distances(distance.inEuclideanSpace(samples));
        int same = distances.same().length;
        int different = distances.different().length;
        if (same == 0 || different == 0) {
            return Optional.empty();
        }
        return Optional.of(of(distances.roc(HUNDREDTH, THOUSANDTH), same, different, Optional.empty()));
    }

    private static Verification of(RocPoints roc, long same, long different, Optional<Sampling> sampling) {
        double[] tar = roc.tarAtTargets();
        return new Verification(same, different, roc.area(), roc.equalErrorRate(), tar[0], tar[1], sampling);
    }

    private static Verification drawn(PairSample pairs, int draws) {
        boolean everySame = pairs.samePairs() <= draws;
        PairedDistances distances =
                PairedDistances.sorting(everySame ? pairs.allSame() : pairs.same(draws), pairs.different(draws));
        long same = distances.same().length;
        double farError2 = error(HUNDREDTH, draws);
        double farError3 = error(THOUSANDTH, draws);
        RocPoints roc = distances.roc(
                HUNDREDTH,
                THOUSANDTH,
                HUNDREDTH - farError2,
                HUNDREDTH + farError2,
                THOUSANDTH - farError3,
                THOUSANDTH + farError3);
        double[] tar = roc.tarAtTargets();
        double fewest = Math.min(same, draws);
        Sampling sampling = new Sampling(
                same,
                draws,
                error(roc.area(), fewest),
                error(roc.equalErrorRate(), fewest),
                Math.hypot(everySame ? 0 : error(tar[0], same), (tar[3] - tar[2]) / 2),
                Math.hypot(everySame ? 0 : error(tar[1], same), (tar[5] - tar[4]) / 2));
        return of(roc, pairs.samePairs(), pairs.differentPairs(), Optional.of(sampling));
    }

    /** Returns the standard error of a share among independent draws. */
    private static double error(double share, double draws) {
        return Math.sqrt(share * (1 - share) / draws);
    }
}
