package org.metricloss.core.engine;

import java.util.List;
import java.util.Optional;
import org.metricloss.core.loss.DiagnosticReading;

/**
 * The result of a step or of an evaluation.
 *
 * @param loss the objective's value: the weighted sum
 * @param terms the objective's terms, in its order
 * @param embeddings the size and spread of a step's embeddings; empty for an evaluation, whose caller has the
 *     embeddings
 */
public record StepResult(double loss, List<TermResult> terms, Optional<EmbeddingSpread> embeddings) {
    /**
     * One loss of the objective.
     *
     * @param name the term's name
     * @param value its value, not weighted
     * @param diagnostics the diagnostics of the loss
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

    /** Creates a result without the spread of embeddings. */
    public StepResult(double loss, List<TermResult> terms) {
        this(loss, terms, Optional.empty());
    }

    /**
     * {@return this result with that spread}
     *
     * @param spread the size and spread of the embeddings
     */
    public StepResult with(EmbeddingSpread spread) {
        return new StepResult(loss, terms, Optional.of(spread));
    }
}
