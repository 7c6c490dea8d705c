package org.metricloss.results.training.record;

import java.util.Map;
import org.metricloss.results.record.Require;

/**
 * One epoch of a trial. Losses and diagnostics may be NaN or infinite: that is how divergence looks.
 *
 * @param epoch counted from 1
 * @param loss the objective's mean over the epoch's steps
 * @param termLosses the mean of each term before its weight, by loss id (numbered where an objective has one twice)
 * @param diagnostics other means of the epoch by name
 * @param seconds wall time by phase
 * @param samples samples seen in this epoch, at least 0
 */
public record EpochRecord(
        int epoch,
        double loss,
        Map<String, Double> termLosses,
        Map<String, Double> diagnostics,
        PhaseSeconds seconds,
        long samples) {
    /** The diagnostic: mean Euclidean norm of the embeddings of the epoch's batches, whatever the loss. */
    public static final String EMBEDDING_NORM = "embeddings.norm";

    /** The diagnostic: their root mean square distance from their batch's mean embedding, averaged over samples. */
    public static final String EMBEDDING_SPREAD = "embeddings.spread";

    /** The diagnostic: 1 where the embeddings had fallen into one point by the epoch's end, 0 where not. */
    public static final String EMBEDDINGS_COLLAPSED = "embeddings.collapsed";

    /** @throws IllegalArgumentException where a component is missing or not as described */
    public EpochRecord {
        Require.atLeast(1, "epoch", epoch);
        termLosses = Require.map("termLosses", termLosses);
        diagnostics = Require.map("diagnostics", diagnostics);
        Require.present("seconds", seconds);
        Require.atLeast(0, "samples", samples);
    }

    /** {@return whether the embeddings had fallen into one point by the epoch's end} */
    public boolean isCollapsed() {
        return diagnostics.getOrDefault(EMBEDDINGS_COLLAPSED, 0.0) == 1;
    }
}
