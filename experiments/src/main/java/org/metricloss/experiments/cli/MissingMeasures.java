package org.metricloss.experiments.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.core.evaluation.Evaluation;
import org.metricloss.core.evaluation.Measure;
import org.metricloss.core.evaluation.Measure.Computation;
import org.metricloss.core.evaluation.Measures;
import org.metricloss.core.evaluation.QueryGallery;
import org.metricloss.datasets.embeddings.EmbeddingFile;

/** Explains which measures have no value for a file and why, and how many samples the retrieval measures exclude. */
final class MissingMeasures {
    private final Evaluation evaluation;
    private final EmbeddingFile file;
    private final Optional<QueryGallery> parts;

    MissingMeasures(Evaluation evaluation, EmbeddingFile file, Optional<QueryGallery> parts) {
        this.evaluation = evaluation;
        this.file = file;
        this.parts = parts;
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
        if (parts.isPresent() && alone > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "measures of retrieval leave out %,d of %,d queries: the gallery has no sample of their class",
                    alone,
                    parts.get().queries()));
        } else if (alone > 0 && alone < file.test().rows()) {
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
        if (parts.isPresent() && alone() == parts.get().queries()) {
            return "the gallery has no sample of a query's class";
        }
        if (alone() == file.test().rows()) {
            return "no class has two samples";
        }
        boolean retrieval = measure.computation() instanceof Computation.OfRanking;
        return file.test().classes().length == 1 && !retrieval
                ? "all samples are of one class"
                : "not defined for these embeddings";
    }

    /** Returns how many samples, or queries, have no other sample, or none in the gallery, of their class. */
    private long alone() {
        Embeddings test = file.test();
        if (parts.isPresent()) {
            Set<Integer> there = new HashSet<>();
            for (int row = parts.get().queries(); row < test.rows(); row++) {
                there.add(test.label(row));
            }
            return IntStream.range(0, parts.get().queries())
                    .filter(query -> !there.contains(test.label(query)))
                    .count();
        }
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
