package org.metricloss.results.training.classes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.metricloss.results.figure.HeatMap;
import org.metricloss.results.training.classes.ClassResults.OfObjective;
import org.metricloss.results.training.run.RecordedRuns;

/** Heat maps of the classes: of at most {@value #MOST_CLASSES}, those with the lowest recall@1. */
final class ClassCharts {
    private static final int MOST_CLASSES = 20;
    private static final int MOST_OBJECTIVES = 12;
    private static final int MOST_CONFUSIONS = 4;

    private ClassCharts() {}

    /** {@return recall@1 by class and objective; empty for a single class} */
    static Optional<HeatMap> recall(RecordedRuns run, ClassResults results) {
        List<Integer> labels = hardest(results.labels(), results::mean);
        if (labels.size() < 2) {
            return Optional.empty();
        }
        List<OfObjective> objectives =
                results.objectives().stream().limit(MOST_OBJECTIVES).toList();
        return Optional.of(new HeatMap(
                "class-recall",
                "Recall@1 by class",
                caption(
                        "Means over seeds, shaded from the lowest to the highest.",
                        labels.size(),
                        results.labels().size()),
                "objective",
                "class",
                objectives.stream().map(one -> run.name(one.objective())).toList(),
                names(labels, results),
                objectives.stream()
                        .map(one -> labels.stream()
                                .map(label -> Optional.ofNullable(one.classes().get(label))
                                        .map(row -> row.recall().mean()))
                                .toList())
                        .toList(),
                false));
    }

    /** {@return for each of the first objectives in which classes the queries of a class have their nearest neighbour} */
    static List<HeatMap> confusions(RecordedRuns run, ClassResults results) {
        List<HeatMap> maps = new ArrayList<>();
        for (OfObjective one :
                results.objectives().stream().limit(MOST_CONFUSIONS).toList()) {
            List<Integer> labels =
                    hardest(
                                    List.copyOf(one.classes().keySet()),
                                    label -> one.classes().get(label).recall().mean())
                            .stream()
                            .sorted()
                            .toList();
            if (labels.size() < 2) {
                continue;
            }
            maps.add(new HeatMap(
                    "class-confusions-" + (maps.size() + 1),
                    "Confused classes: " + run.name(one.objective()),
                    caption(
                            "Shares of the queries of a class by the class of their nearest neighbour: blue the same class,"
                                    + " orange another, each shaded up to its highest share.",
                            labels.size(),
                            one.classes().size()),
                    "class of the query",
                    "class of its nearest neighbour",
                    names(labels, results),
                    names(labels, results),
                    labels.stream()
                            .map(label -> labels.stream()
                                    .map(other ->
                                            Optional.of(one.classes().get(label).share(other)))
                                    .toList())
                            .toList(),
                    true));
        }
        return maps;
    }

    /** Returns the labels with the lowest means, or all in their order if they are few. */
    private static List<Integer> hardest(List<Integer> labels, IntToDoubleFunction mean) {
        return labels.size() <= MOST_CLASSES
                ? labels
                : labels.stream()
                        .sorted(Comparator.comparingDouble(label -> mean.applyAsDouble(label)))
                        .limit(MOST_CLASSES)
                        .toList();
    }

    private static String caption(String what, int shown, int all) {
        return shown < all ? what + " The " + shown + " of " + all + " classes with the lowest recall@1." : what;
    }

    private static List<String> names(List<Integer> labels, ClassResults results) {
        return labels.stream().map(results.names()::get).toList();
    }
}
