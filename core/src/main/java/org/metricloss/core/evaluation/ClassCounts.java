package org.metricloss.core.evaluation;

import java.util.HashMap;
import java.util.Map;

/** The number of samples of each class. */
final class ClassCounts {
    private final Map<Integer, Integer> counts = new HashMap<>();

    private ClassCounts() {}

    static ClassCounts of(Embeddings embeddings) {
        ClassCounts result = new ClassCounts();
        for (int row = 0; row < embeddings.rows(); row++) {
            result.counts.merge(embeddings.label(row), 1, Integer::sum);
        }
        return result;
    }

    /** {@return the number of samples with this label; 0 for a label that does not occur} */
    int of(int label) {
        return counts.getOrDefault(label, 0);
    }
}
