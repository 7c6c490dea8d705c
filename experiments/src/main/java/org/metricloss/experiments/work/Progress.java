package org.metricloss.experiments.work;

/** Told of the progress of a run. */
public interface Progress {
    /** The number of steps is not known beforehand. */
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
     * An item starts.
     *
     * @param id the item
     * @param number its number in the run, counted from 1
     * @param trials how many items the run has
     * @param steps how many steps it will take at most; {@link #UNKNOWN} if only time ends it
     */
    void trialStarted(String id, int number, int trials, long steps);

    /**
     * A step was taken.
     *
     * @param loss the objective's value
     */
    void stepDone(double loss);

    /** The item that started last has ended. */
    void trialEnded();
}
