package org.metricloss.core.evaluation;

/** Receives the progress of an evaluation. */
@FunctionalInterface
public interface EvaluationProgress {
    /** Ignores all progress. */
    EvaluationProgress NONE = (step, done, of) -> {};

    /**
     * Reports that a part of a step is done. Called from several threads, but never from two at the same time.
     *
     * @param step the computation, in a word or two
     * @param done the amount that is done
     * @param of the total amount, at least 1
     */
    void at(String step, long done, long of);
}
