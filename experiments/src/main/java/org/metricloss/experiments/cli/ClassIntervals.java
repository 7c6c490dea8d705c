package org.metricloss.experiments.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.evaluation.ClassScore;
import org.metricloss.core.evaluation.Evaluation;
import org.metricloss.core.evaluation.Measure;
import org.metricloss.results.statistics.ClassBootstrap;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.text.NumberText;

/** Prints how far the measures of rankings could differ with other classes. */
final class ClassIntervals {
    private ClassIntervals() {}

    /** {@return a heading and a line for each measure; nothing if there are few classes} */
    static List<String> lines(Evaluation evaluation) {
        List<String> lines = new ArrayList<>();
        List<ClassScore> byClass = evaluation.byClass();
        for (Measure measure : evaluation.measures()) {
            interval(byClass, measure.id())
                    .map(interval ->
                            "%-26s %s".formatted(measure.id(), NumberText.interval(interval, NumberText::measure)))
                    .ifPresent(lines::add);
        }
        if (!lines.isEmpty()) {
            lines.add(
                    0,
                    "95%% intervals if these %s classes are a random sample of classes (%s draws of classes):"
                            .formatted(byClass.size(), ClassBootstrap.DRAWS));
        }
        return lines;
    }

    private static Optional<Interval> interval(List<ClassScore> byClass, String measure) {
        if (byClass.isEmpty() || !byClass.get(0).scores().containsKey(measure)) {
            return Optional.empty();
        }
        return ClassBootstrap.of(List.of(new ClassBootstrap.ClassSums(
                byClass.stream()
                        .mapToDouble(score -> score.scores().get(measure).sum())
                        .toArray(),
                byClass.stream()
                        .mapToInt(score -> score.scores().get(measure).queries())
                        .toArray())));
    }
}
