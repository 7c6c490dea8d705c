package org.metricloss.experiments.work;

/** Receives the progress of a run. */
public interface Progress {
    /** The value for a number of steps that is not known in advance. */
    long UNKNOWN = -1;

    /** Shows nothing. */
    Progress QUIET = new Progress() {
        @Override
        public void trialStarted(String id, int number, int trials, long steps) {}

        @Override
        public void stepDone(double loss) {}

        @Override
        public void trialEnded() {}
    };

    /**
     * Called when an item starts.
     *
     * @param id the item
     * @param number its number in the run, counted from 1
     * @param trials how many items the run has
     * @param steps the most steps that it will take; {@link #UNKNOWN} if only a time limit ends it
     */
    void trialStarted(String id, int number, int trials, long steps);

    /**
     * Called after every step.
     *
     * @param loss the objective's value
     */
    void stepDone(double loss);

    /** Called when the item that started last has ended. */
    void trialEnded();
}
