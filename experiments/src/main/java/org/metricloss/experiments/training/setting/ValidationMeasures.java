package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.function.Function;
import org.metricloss.core.evaluation.Measure;
import org.metricloss.core.evaluation.Measures;
import org.metricloss.core.loss.Range;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.training.record.Target;

/** Describes the measure that is computed on the validation part, and the target that it has to reach. */
final class ValidationMeasures {
    /** The ids of the measures by which trials are compared. */
    static final Type<String> MEASURE = Type.oneOf(
            "measure",
            Measures.ofTrials().stream()
                    .filter(Measure::isCompared)
                    .map(Measure::id)
                    .toList());

    private static final Setting<Target, String> TARGET_MEASURE =
            Setting.required("measure", MEASURE, Target::measure, "The measure of the validation part.");
    private static final Setting<Target, Double> TARGET_VALUE = Setting.required(
            "value",
            Type.number(Range.finite(), "a value that the measure can have"),
            Target::value,
            "The value to reach: at least this value, or at most this value if lower is better.");

    /** A measure and a value that it can have. */
    static final Block<Target> TARGET = new Block<>(
            "target",
            "The target for the validation part.",
            "{measure: recallAt1, value: 0.95}",
            List.of(TARGET_MEASURE, TARGET_VALUE),
            ValidationMeasures::target);

    private ValidationMeasures() {}

    /** {@return the setting {@code measure}, by default the primary measure} */
    static <T> Setting<T, String> setting(Function<T, String> value, String help) {
        return Setting.of("measure", MEASURE, RunMeasures.PRIMARY, value, help);
    }

    private static Target target(Fields fields) {
        String measure = fields.read(TARGET_MEASURE);
        return new Target(measure, fields.required("value").number(range(measure)));
    }

    private static Range range(String id) {
        return Measures.all().stream()
                .filter(measure -> measure.id().equals(id))
                .map(Measure::range)
                .map(values -> Double.isInfinite(values.greatest())
                        ? Range.atLeast(values.least())
                        : Range.between(values.least(), values.greatest()))
                .findFirst()
                .orElseGet(Range::finite);
    }
}
