package org.metricloss.experiments.training.setting;

import java.util.List;
import org.metricloss.core.evaluation.Measure;
import org.metricloss.core.evaluation.Measures;
import org.metricloss.core.loss.Range;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Value;
import org.metricloss.results.training.record.Target;

/** Reads by which measure a validation part decides, and what it is to reach. */
final class ValidationMeasures {
    private ValidationMeasures() {}

    /** {@return the id of a measure by which trials are compared} */
    static String measure(Value value) {
        return value.oneOf("measure", ids());
    }

    /** {@return the ids of the measures by which trials are compared} */
    static List<String> ids() {
        return Measures.ofTrials().stream()
                .filter(Measure::isCompared)
                .map(Measure::id)
                .toList();
    }

    /** {@return a measure and a value that it can have} */
    static Target target(Value value) {
        Fields fields = value.fields("measure", "value");
        String measure = measure(fields.required("measure"));
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
