package org.metricloss.experiments.cost;

/**
 * How a cost study measures a point.
 *
 * @param rounds how many processes measure each point, in [1, 100]
 * @param repeats the least number of timed repeats in each, in [1, 10000]
 * @param seconds repeats go on until they have taken so long together, in [0, 600]
 * @param warmUp how many seconds the same work is done before, in [0, 600]
 * @param limit how many seconds a process may take in all, in [1, 86400]; what takes longer is recorded as timed out
 */
public record CostTiming(int rounds, int repeats, double seconds, double warmUp, double limit) {
    /** Where the file does not say. */
    public static final CostTiming DEFAULT = new CostTiming(3, 5, 1, 0.5, 60);

    /** Checks the ranges. */
    public CostTiming {
        if (!(rounds >= 1 && repeats >= 1 && seconds >= 0 && warmUp >= 0 && limit >= 1)) {
            throw new IllegalArgumentException(
                    "rounds and repeats must be >= 1, seconds and warmUp >= 0, limit >= 1, got %s, %s, %s, %s, %s"
                            .formatted(rounds, repeats, seconds, warmUp, limit));
        }
    }
}
