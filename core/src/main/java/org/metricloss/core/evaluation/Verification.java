package org.metricloss.core.evaluation;

import java.util.Optional;

/**
 * How well a threshold on the distance tells pairs of one class from pairs of two. A pair is accepted if its distance is at
 * most the threshold; FAR is the share of different pairs that are accepted, TAR that of same pairs.
 *
 * @param samePairs how many pairs of one class there are
 * @param differentPairs how many pairs of two classes there are
 * @param rocAuc the area under TAR over FAR, equal distances counting one half, in [0, 1]
 * @param equalErrorRate where FAR equals 1 - TAR, linear between the neighbouring points of the curve, in [0, 1]
 * @param tarAtFar1e2 TAR at the last point with FAR at most 0.01, in [0, 1]
 * @param tarAtFar1e3 TAR at the last point with FAR at most 0.001, in [0, 1]; 0 where every accepting threshold has more
 * @param sampling what was drawn and how far off the values may be; empty where every pair was looked at
 */
public record Verification(
        long samePairs,
        long differentPairs,
        double rocAuc,
        double equalErrorRate,
        double tarAtFar1e2,
        double tarAtFar1e3,
        Optional<Sampling> sampling) {
    /** Up to so many samples every pair is looked at. */
    public static final int MOST_EXACT_SAMPLES = 20_000;

    /** How many pairs of each kind are drawn beyond. */
    static final int DRAWS = 1 << 22;

    /** How many distances may be held at once while every pair is looked at: 384 MiB, see {@link AllPairsRoc}. */
    private static final int ROOM = 1 << 24;

    private static final double HUNDREDTH = 1e-2;
    private static final double THOUSANDTH = 1e-3;

    /**
     * Standard errors from drawing pairs, the embeddings given.
     *
     * @param same how many same pairs were drawn, or all of them where there were no more
     * @param different how many different pairs were drawn
     * @param rocAucError at most the standard error of the area: {@code sqrt(A (1 - A) / min(same, different))}, the bound of
     *     Van Dantzig (1951) and Birnbaum (1956) on the variance of the Mann-Whitney statistic
     * @param equalErrorRateError at most the standard error of the equal error rate e: {@code sqrt(e (1 - e) / min)}
     * @param tarAtFar1e2Error the standard error of that TAR, from same pairs and from where the threshold falls
     * @param tarAtFar1e3Error the standard error of that TAR, likewise
     */
    public record Sampling(
            long same,
            long different,
            double rocAucError,
            double equalErrorRateError,
            double tarAtFar1e2Error,
            double tarAtFar1e3Error) {}

    /**
     * Verifies every unordered pair; of more than {@value #MOST_EXACT_SAMPLES} samples, pairs drawn with the seed, about
     * four million of each kind.
     *
     * @param samples the samples
     * @param distance what is compared with the threshold
     * @param seed decides which pairs are drawn, without influence up to {@value #MOST_EXACT_SAMPLES} samples
     * @param threads how many threads compute, at least 1; without influence on the values
     * @return the values; empty if all samples are of one class or no two are
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
     * @param distance what is compared with the threshold
     * @return the values; empty if there is no same or no different pair
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

    /** The standard error of a share among independent draws. */
    private static double error(double share, double draws) {
        return Math.sqrt(share * (1 - share) / draws);
    }
}
