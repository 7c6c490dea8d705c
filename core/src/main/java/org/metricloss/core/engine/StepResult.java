package org.metricloss.core.engine;

import java.util.List;
import java.util.Optional;
import org.metricloss.core.loss.DiagnosticReading;

/**
 * What a step, or an evaluation, found.
 *
 * @param loss the objective's value: the weighted sum
 * @param terms the objective's terms, in its order
 * @param embeddings what a step's embeddings were like; empty for an evaluation, whose caller has them
 */
public record StepResult(double loss, List<TermResult> terms, Optional<EmbeddingSpread> embeddings) {
    /**
     * One loss of the objective.
     *
     * @param name the term's name
     * @param value its value, not weighted
     * @param diagnostics what it counted and measured
     */
    public record TermResult(String name, double value, List<DiagnosticReading> diagnostics) {
        /** Copies the list. */
        public TermResult {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /** Copies the list. */
    public StepResult {
        terms = List.copyOf(terms);
    }

    /** A result that says nothing of the embeddings. */
    public StepResult(double loss, List<TermResult> terms) {
        this(loss, terms, Optional.empty());
    }

    /**
     * {@return this result with that}
     *
     * @param spread what the embeddings were like
     */
    public StepResult with(EmbeddingSpread spread) {
        return new StepResult(loss, terms, Optional.of(spread));
    }
}
