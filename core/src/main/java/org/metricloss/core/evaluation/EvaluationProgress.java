package org.metricloss.core.evaluation;

/** Told how far an evaluation is. */
@FunctionalInterface
public interface EvaluationProgress {
    /** Tells nobody. */
    EvaluationProgress NONE = (step, done, of) -> {};

    /**
     * A part of a step is done. Called from several threads, never from two at a time.
     *
     * @param step what is computed, in a word or two
     * @param done how much of it is done
     * @param of how much there is, at least 1
     */
    void at(String step, long done, long of);
}
