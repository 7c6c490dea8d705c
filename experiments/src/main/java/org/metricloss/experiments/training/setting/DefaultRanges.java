package org.metricloss.experiments.training.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.TuningRange;
import org.metricloss.core.plugin.Registry;

/** The ranges that the losses of an experiment state themselves. */
final class DefaultRanges {
    private DefaultRanges() {}

    /**
     * {@return each range of each loss whose parameter applies to it; the range of a weight only where an objective has
     * several losses}
     *
     * @param objectives what is tuned
     * @param losses the losses by id
     */
    static List<TunedRange> of(List<ObjectiveSetting> objectives, Registry<LossProvider> losses) {
        List<TunedRange> ranges = new ArrayList<>();
        for (ObjectiveSetting objective : objectives) {
            List<LossTerm> terms = objective.terms();
            for (int i = 0; i < terms.size(); i++) {
                LossTerm term = terms.get(i);
                String path = "objectives.%s.%s.".formatted(step(objective.name()), i);
                for (TuningRange range : losses.get(term.loss()).guide().tuning()) {
                    boolean applies = range.parameter().equals(TuningRange.WEIGHT)
                            ? terms.size() > 1
                            : term.parameters().containsKey(range.parameter());
                    if (applies) {
                        ranges.add(
                                new TunedRange(path + range.parameter(), Optional.of(objective.name()), values(range)));
                    }
                }
            }
        }
        return ranges;
    }

    /** {@return a name as a step of a path, in quotes if it contains what separates steps} */
    private static String step(String name) {
        return name.matches("[\\w+-]+") ? name : '"' + name + '"';
    }

    private static TunedValues values(TuningRange range) {
        return switch (range.scale()) {
            case LINEAR -> new TunedValues.Interval(range.min(), range.max(), TunedValues.Scale.LINEAR);
            case LOG -> new TunedValues.Interval(range.min(), range.max(), TunedValues.Scale.LOG);
            case WHOLE -> new TunedValues.Whole((int) range.min(), (int) range.max(), TunedValues.Scale.LINEAR);
        };
    }
}
