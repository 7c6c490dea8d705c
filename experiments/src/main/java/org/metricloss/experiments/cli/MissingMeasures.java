package org.metricloss.experiments.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.core.evaluation.Evaluation;
import org.metricloss.core.evaluation.Measure;
import org.metricloss.core.evaluation.Measure.Computation;
import org.metricloss.core.evaluation.Measures;
import org.metricloss.datasets.embeddings.EmbeddingFile;

/** Explains which measures have no value for a file and why, and how many samples the retrieval measures exclude. */
final class MissingMeasures {
    private final Evaluation evaluation;
    private final EmbeddingFile file;

    MissingMeasures(Evaluation evaluation, EmbeddingFile file) {
        this.evaluation = evaluation;
        this.file = file;
    }

    /** {@return lines for the console; none if nothing is missing} */
    List<String> lines() {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (Measure measure : evaluation.measures()) {
            boolean drawingError = measure.direction() == Measure.Direction.NONE;
            if (!drawingError && !evaluation.values().containsKey(measure.id())) {
                byReason.computeIfAbsent(reason(measure), unseen -> new ArrayList<>())
                        .add(measure.id());
            }
        }
        List<String> lines = new ArrayList<>();
        byReason.forEach((reason, ids) -> lines.add("not computed: " + String.join(", ", ids) + " (" + reason + ")"));
        long alone = alone();
        if (alone > 0 && alone < file.test().rows()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "measures of retrieval leave out %,d of %,d samples because no other sample has their class",
                    alone,
                    file.test().rows()));
        }
        return lines;
    }

    private String reason(Measure measure) {
        if (Measures.closedSet().contains(measure) && !Measures.openSet().contains(measure)) {
            return file.reference().isEmpty()
                    ? "the file has no training samples of these classes"
                    : "the file has no predictions of a classifier";
        }
        if (measure.id().equals("foldAccuracy")) {
            return "the file has no list of pairs";
        }
        if (alone() == file.test().rows()) {
            return "no class has two samples";
        }
        boolean retrieval = measure.computation() instanceof Computation.OfRanking;
        return file.test().classes().length == 1 && !retrieval
                ? "all samples are of one class"
                : "not defined for these embeddings";
    }

    /** Returns how many samples are the only ones of their class. */
    private long alone() {
        Embeddings test = file.test();
        int[] sorted = test.labels();
        Arrays.sort(sorted);
        long alone = 0;
        for (int i = 0; i < sorted.length; i++) {
            boolean before = i > 0 && sorted[i - 1] == sorted[i];
            boolean after = i + 1 < sorted.length && sorted[i + 1] == sorted[i];
            alone += before || after ? 0 : 1;
        }
        return alone;
    }
}
