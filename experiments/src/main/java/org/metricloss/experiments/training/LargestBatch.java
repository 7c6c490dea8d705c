package org.metricloss.experiments.training;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.metricloss.core.data.PairBatches;
import org.metricloss.experiments.training.setting.BatchSetting;

/** Finds the largest batch of a kind that fits. It assumes that no larger batch fits if a smaller one does not. */
final class LargestBatch {
    private LargestBatch() {}

    /**
     * {@return the largest smaller batch; a class-balanced batch gets fewer images per class, at least 2, or, if that is
     * not enough, fewer classes of 2 images; empty if none fits}
     *
     * @param batch a batch that is too large
     * @param fits tests whether a batch fits
     */
    static Optional<BatchSetting> below(BatchSetting batch, Predicate<BatchSetting> fits) {
        if (batch instanceof BatchSetting.Views repeated) {
            int views = repeated.views();
            return below(repeated.once(), once -> fits.test(new BatchSetting.Views(once, views)))
                    .map(once -> new BatchSetting.Views(once, views));
        }
        if (batch instanceof BatchSetting.Pairs pairs) {
            return largest(PairBatches.MIN_PAIRS, pairs.pairs() - 1, BatchSetting.Pairs::new, fits);
        }
        if (batch instanceof BatchSetting.Triplets triplets) {
            return largest(1, triplets.triplets() - 1, BatchSetting.Triplets::new, fits);
        }
        if (batch instanceof BatchSetting.PerClass balanced) {
            int classes = balanced.classes();
            return largest(
                            2,
                            balanced.perClass() - 1,
                            each -> new BatchSetting.PerClass(classes, each, balanced.smallClasses()),
                            fits)
                    .or(() -> largest(
                            2,
                            classes - 1,
                            fewer -> new BatchSetting.PerClass(fewer, 2, balanced.smallClasses()),
                            fits));
        }
        return largest(1, batch.samples() - 1, BatchSetting.Uniform::new, fits);
    }

    private static Optional<BatchSetting> largest(
            int least, int most, IntFunction<BatchSetting> of, Predicate<BatchSetting> fits) {
        Optional<BatchSetting> found = Optional.empty();
        int low = least;
        int high = most;
        while (low <= high) {
            int middle = low + (high - low) / 2;
            BatchSetting candidate = of.apply(middle);
            if (fits.test(candidate)) {
                found = Optional.of(candidate);
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return found;
    }
}
