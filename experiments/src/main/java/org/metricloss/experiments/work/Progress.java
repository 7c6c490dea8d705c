package org.metricloss.experiments.work;

/** Told how a run gets on. */
public interface Progress {
    /** A number of steps that nobody knows beforehand. */
    long UNKNOWN = -1;

    /** Says nothing. */
    Progress QUIET = new Progress() {
        @Override
        public void trialStarted(String id, int number, int trials, long steps) {}

        @Override
        public void stepDone(double loss) {}

        @Override
        public void trialEnded() {}
    };

    /**
     * A trial begins.
     *
     * @param id the trial
     * @param number its number in the run, counted from 1
     * @param trials how many trials the run has
     * @param steps how many steps it will take at most; {@link #UNKNOWN} where time alone ends it
     */
    void trialStarted(String id, int number, int trials, long steps);

    /**
     * A step was taken.
     *
     * @param loss the objective's value
     */
    void stepDone(double loss);

    /** The trial begun last has ended. */
    void trialEnded();
}
