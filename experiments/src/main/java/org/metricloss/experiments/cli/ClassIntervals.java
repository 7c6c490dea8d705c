package org.metricloss.experiments.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.evaluation.ClassScore;
import org.metricloss.core.evaluation.Evaluation;
import org.metricloss.core.evaluation.EvaluationInput;
import org.metricloss.core.evaluation.Measure;
import org.metricloss.core.evaluation.VerificationByClass;
import org.metricloss.results.statistics.ClassBootstrap;
import org.metricloss.results.statistics.ClassPairBootstrap;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.text.NumberText;

/** Prints how far the measures of rankings, and the area under the ROC curve, could differ with other classes. */
final class ClassIntervals {
    private static final String ROC_AUC = "rocAuc";

    private ClassIntervals() {}

    /** {@return a heading and a line for each measure; nothing if there are few classes} */
    static List<String> lines(Evaluation evaluation, EvaluationInput input) {
        List<String> lines = new ArrayList<>();
        List<ClassScore> byClass = evaluation.byClass();
        for (Measure measure : evaluation.measures()) {
            (measure.id().equals(ROC_AUC) ? area(evaluation, input) : interval(byClass, measure.id()))
                    .map(interval ->
                            "%-26s %s".formatted(measure.id(), NumberText.interval(interval, NumberText::measure)))
                    .ifPresent(lines::add);
        }
        if (!lines.isEmpty()) {
            lines.add(
                    0,
                    "95%% intervals if these %s classes are a random sample of classes (%s draws of classes):"
                            .formatted(
                                    byClass.isEmpty() ? input.test().classes().length : byClass.size(),
                                    ClassBootstrap.DRAWS));
        }
        return lines;
    }

    /** Returns the interval of the area over all pairs; empty if it was not computed, or over given pairs. */
    private static Optional<Interval> area(Evaluation evaluation, EvaluationInput input) {
        if (evaluation.value(ROC_AUC).isEmpty() || input.pairs().isPresent()) {
            return Optional.empty();
        }
        return VerificationByClass.of(input.test(), input.distance(), input.threads())
                .flatMap(shares -> ClassPairBootstrap.of(
                        List.of(new ClassPairBootstrap.Shares(shares.samples(), shares.same(), shares.different()))));
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
