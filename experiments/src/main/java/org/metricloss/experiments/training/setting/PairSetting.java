package org.metricloss.experiments.training.setting;

import java.util.List;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;

/**
 * How pairs of test samples are drawn for verification, the same for all trials, see {@link
 * org.metricloss.core.evaluation.DrawnPairs}.
 *
 * @param count how many pairs, a multiple of twice the number of folds
 * @param folds how many folds, at least 2
 * @param seed decides the pairs
 */
public record PairSetting(int count, int folds, long seed) {
    private static final int MOST = 10_000_000;

    private static final PairSetting DEFAULT = new PairSetting(6000, 10, 1);

    private static final Setting<PairSetting, Integer> COUNT = Setting.of(
            "count",
            Type.integer(4, MOST),
            DEFAULT.count(),
            PairSetting::count,
            "The number of pairs, half of them genuine. It must be a multiple of twice the number of folds.");
    private static final Setting<PairSetting, Integer> FOLDS = Setting.of(
            "folds",
            Type.integer(2, 100),
            DEFAULT.folds(),
            PairSetting::folds,
            "The number of folds, which have no class in common.");
    private static final Setting<PairSetting, Long> SEED = Setting.of(
            "seed",
            Type.wholeNumber(),
            DEFAULT.seed(),
            PairSetting::seed,
            "The seed of the pairs. All trials verify the same pairs, whatever their own seed.");

    static final Block<PairSetting> BLOCK = new Block<>(
            "pairs",
            "Pairs of test samples for `foldAccuracy`, drawn as those of Labeled Faces in the Wild.",
            "{count: 400}",
            List.of(COUNT, FOLDS, SEED),
            PairSetting::read);

    /** Checks the numbers. */
    public PairSetting {
        if (!(folds >= 2 && count >= 1 && count % (2 * folds) == 0)) {
            throw new IllegalArgumentException("count must be a multiple of twice the number of folds, got " + count
                    + " pairs in " + folds + " folds");
        }
    }

    private static PairSetting read(Fields fields) {
        int count = fields.read(COUNT);
        int folds = fields.read(FOLDS);
        if (count % (2 * folds) != 0) {
            throw fields.refused("count must be a multiple of twice the number of folds, got %s pairs in %s folds"
                    .formatted(count, folds));
        }
        return new PairSetting(count, folds, fields.read(SEED));
    }
}
