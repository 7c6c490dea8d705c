package org.metricloss.experiments.cost;

import java.util.List;
import org.metricloss.core.loss.Range;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;

/**
 * How a cost study measures a point.
 *
 * @param rounds how many processes measure each point, in [1, 100]
 * @param repeats the least number of timed repeats in each, in [1, 10000]
 * @param seconds the least total seconds of the repeats, in [0, 600]
 * @param warmUp how many seconds the same work runs before the timed repeats, in [0, 600]
 * @param limit how many seconds a process may take in total, in [1, 86400]; a longer measurement is recorded as timed
 *     out
 */
public record CostTiming(int rounds, int repeats, double seconds, double warmUp, double limit) {
    /** The default. */
    public static final CostTiming DEFAULT = new CostTiming(3, 5, 1, 0.5, 60);

    private static final Setting<CostTiming, Integer> ROUNDS = Setting.of(
            "rounds",
            Type.integer(1, 100),
            DEFAULT.rounds(),
            CostTiming::rounds,
            "The number of processes that measure each point.");
    private static final Setting<CostTiming, Integer> REPEATS = Setting.of(
            "repeats",
            Type.integer(1, 10_000),
            DEFAULT.repeats(),
            CostTiming::repeats,
            "The minimum number of timed repeats in each process.");
    private static final Setting<CostTiming, Double> SECONDS = Setting.of(
            "seconds",
            Type.number(Range.between(0, 600)),
            DEFAULT.seconds(),
            CostTiming::seconds,
            "Repeats continue until they have taken this many seconds in total.");
    private static final Setting<CostTiming, Double> WARM_UP = Setting.of(
            "warmUp",
            Type.number(Range.between(0, 600)),
            DEFAULT.warmUp(),
            CostTiming::warmUp,
            "The number of seconds of warm-up: the same work, not timed.");
    private static final Setting<CostTiming, Double> LIMIT = Setting.of(
            "limit",
            Type.number(Range.between(1, 86_400)),
            DEFAULT.limit(),
            CostTiming::limit,
            "The time limit of a process in seconds; a measurement that takes longer is" + " recorded as timed out.");

    static final Block<CostTiming> BLOCK = new Block<>(
            "timing",
            "How each point is measured.",
            "{rounds: 5, seconds: 2}",
            List.of(ROUNDS, REPEATS, SECONDS, WARM_UP, LIMIT),
            fields -> new CostTiming(
                    fields.read(ROUNDS),
                    fields.read(REPEATS),
                    fields.read(SECONDS),
                    fields.read(WARM_UP),
                    fields.read(LIMIT)));

    /** Checks the ranges. */
    public CostTiming {
        if (!(rounds >= 1 && repeats >= 1 && seconds >= 0 && warmUp >= 0 && limit >= 1)) {
            throw new IllegalArgumentException(
                    "rounds and repeats must be >= 1, seconds and warmUp >= 0, limit >= 1, got %s, %s, %s, %s, %s"
                            .formatted(rounds, repeats, seconds, warmUp, limit));
        }
    }
}
