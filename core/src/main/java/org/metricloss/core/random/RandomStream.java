package org.metricloss.core.random;

/**
 * A stream of random draws named by (seed, purpose, epoch, step).
 *
 * <p>The same name always gives the same draws, on every engine, platform and Java version, whatever was drawn before
 * from other streams. A run can therefore resume at any epoch and step without a saved generator.
 *
 * <p>The generator is SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014). All
 * derived draws are computed here from its 64 bits, because the JDK may change how it derives them. Not thread-safe.
 */
public final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double DOUBLE_UNIT = 0x1.0p-53;
    private static final float FLOAT_UNIT = 0x1.0p-24f;

    private long state;
    private double spareGaussian = Double.NaN;

    private RandomStream(long state) {
        this.state = state;
    }

    /**
     * Opens the stream of a purpose that is drawn once per trial, such as the initial weights.
     *
     * @param seed the trial's seed
     * @param purpose what the draws are for; different purposes give unrelated streams
     * @return the stream, at its start
     */
    public static RandomStream of(long seed, String purpose) {
        return of(seed, purpose, 0, 0);
    }

    /**
     * Opens the stream of a purpose at one step of a trial.
     *
     * @param seed the trial's seed
     * @param purpose what the draws are for
     * @param epoch the epoch, counted from 0
     * @param step the step within the epoch, counted from 0
     * @return the stream, at its start
     */
    public static RandomStream of(long seed, String purpose, long epoch, long step) {
        long hash = mix(seed + GOLDEN_GAMMA);
        for (int i = 0; i < purpose.length(); i++) {
            hash = mix(hash ^ purpose.charAt(i));
        }
        hash = mix(hash ^ mix(epoch + GOLDEN_GAMMA));
        hash = mix(hash + GOLDEN_GAMMA ^ mix(step - GOLDEN_GAMMA));
        return new RandomStream(hash);
    }

    /** {@return 64 random bits} */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** {@return a uniform draw from [0, 1), a multiple of 2^-53} */
    public double nextDouble() {
        return (nextLong() >>> 11) * DOUBLE_UNIT;
    }

    /** {@return a uniform draw from [0, 1), a multiple of 2^-24} */
    public float nextFloat() {
        return (nextLong() >>> 40) * FLOAT_UNIT;
    }

    /**
     * Draws an integer without bias (Lemire: Fast Random Integer Generation in an Interval, 2019).
     *
     * @param bound the exclusive upper bound, at least 1
     * @return a uniform draw from [0, bound)
     */
    public int nextInt(int bound) {
        if (!(bound > 0)) {
            throw new IllegalArgumentException("bound must be > 0, got " + bound);
        }
        long product = (nextLong() >>> 32) * bound;
        if ((product & 0xFFFFFFFFL) < bound) {
            long threshold = (0x100000000L - bound) % bound;
            while ((product & 0xFFFFFFFFL) < threshold) {
                product = (nextLong() >>> 32) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /** {@return a draw from the standard normal distribution (polar method; StrictMath, so equal on every machine)} */
    public double nextGaussian() {
        if (!Double.isNaN(spareGaussian)) {
            double spare = spareGaussian;
            spareGaussian = Double.NaN;
            return spare;
        }
        double u;
        double v;
        double square;
        do {
            u = 2 * nextDouble() - 1;
            v = 2 * nextDouble() - 1;
            square = u * u + v * v;
        } while (square >= 1 || square == 0);
        double scale = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        spareGaussian = v * scale;
        return u * scale;
    }

    /**
     * Shuffles in place (Fisher-Yates).
     *
     * @param shuffled the values, overwritten
     */
    public void shuffle(int[] shuffled) {
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int swapped = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swapped;
        }
    }

    /**
     * {@return 0 .. n-1 in random order}
     *
     * @param n how many integers
     */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        shuffle(order);
        return order;
    }

    private static long mix(long bits) {
        long z = bits;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
