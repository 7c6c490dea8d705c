package org.metricloss.experiments.work;

/** Receives the steps of the item that runs. */
@FunctionalInterface
public interface Progress {
    /** Ignores them. */
    Progress QUIET = loss -> {};

    /**
     * Called after every step.
     *
     * @param loss the objective's value
     */
    void stepDone(double loss);
}
