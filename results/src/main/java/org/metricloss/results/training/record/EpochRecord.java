package org.metricloss.results.training.record;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.metricloss.results.record.Require;

/**
 * One epoch of a trial. Losses and diagnostics may be NaN or infinite, which indicates divergence.
 *
 * @param epoch counted from 1
 * @param loss the objective's mean over the epoch's steps
 * @param termLosses the mean of each term before its weight, by loss id (numbered if an objective contains a loss
 *     twice)
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

    /** The diagnostic: 1 if the embeddings had collapsed to one point by the epoch's end, 0 if not. */
    public static final String EMBEDDINGS_COLLAPSED = "embeddings.collapsed";

    private static final String CONSIDERED = ".tuplesConsidered";
    private static final String ACTIVE = ".tuplesActive";

    /** @throws IllegalArgumentException if a component is missing or not as described */
    public EpochRecord {
        Require.atLeast(1, "epoch", epoch);
        termLosses = Require.map("termLosses", termLosses);
        diagnostics = Require.map("diagnostics", diagnostics);
        Require.present("seconds", seconds);
        Require.atLeast(0, "samples", samples);
    }

    /** {@return whether the embeddings had collapsed to one point by the epoch's end} */
    public boolean isCollapsed() {
        return diagnostics.getOrDefault(EMBEDDINGS_COLLAPSED, 0.0) == 1;
    }

    /**
     * {@return the term whose active tuples a diagnostic counts; empty for any other diagnostic}
     *
     * @param diagnostic the name of a diagnostic
     */
    public static Optional<String> termOfActiveTuples(String diagnostic) {
        return diagnostic.endsWith(ACTIVE)
                ? Optional.of(diagnostic.substring(0, diagnostic.length() - ACTIVE.length()))
                : Optional.empty();
    }

    /**
     * {@return active tuples over considered tuples; empty if the term does not count tuples or considered none}
     *
     * @param term a term's name
     */
    public OptionalDouble activeShare(String term) {
        Double active = diagnostics.get(term + ACTIVE);
        double considered = diagnostics.getOrDefault(term + CONSIDERED, 0.0);
        return active == null || !(considered > 0) ? OptionalDouble.empty() : OptionalDouble.of(active / considered);
    }
}
