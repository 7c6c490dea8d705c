package org.metricloss.core.engine;

import java.util.List;
import org.metricloss.core.loss.DiagnosticReading;

/**
 * What a step, or an evaluation, found.
 *
 * @param loss the objective's value: the weighted sum
 * @param terms the objective's terms, in its order
 */
public record StepResult(double loss, List<TermResult> terms) {
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
}
