package org.metricloss.experiments.training.setting;

import java.util.List;
import org.metricloss.core.loss.Range;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;

/**
 * The test whether engines give equivalent results. The margin is part of the experiment, so it is fixed before there are
 * results.
 *
 * @param measure the id of the measure that is compared
 * @param margin the largest difference of means that counts as equivalent, in units of the measure; above 0
 */
public record EquivalenceSetting(String measure, double margin) {
    private static final Setting<EquivalenceSetting, String> MEASURE =
            ValidationMeasures.setting(EquivalenceSetting::measure, "The measure of the test part that is compared.");
    private static final Setting<EquivalenceSetting, Double> MARGIN = Setting.required(
            "margin",
            Type.number(Range.positive()),
            EquivalenceSetting::margin,
            "The largest difference of means that counts as equivalent, in units of the measure.");

    static final Block<EquivalenceSetting> BLOCK = new Block<>(
            "equivalence",
            "Tests whether each objective gives equivalent results on the engines, by two one-sided tests (TOST), paired by seed."
                    + " Needs two engines.",
            "{margin: 0.01}",
            List.of(MEASURE, MARGIN),
            fields -> new EquivalenceSetting(fields.read(MEASURE), fields.read(MARGIN)));

    /** Checks the margin. */
    public EquivalenceSetting {
        if (!(margin > 0 && Double.isFinite(margin))) {
            throw new IllegalArgumentException("margin must be > 0 and finite, got " + margin);
        }
    }
}
