package org.metricloss.experiments.work;

/** Receives the progress of a run's items. Several items may run at the same time. */
public interface RunProgress {
    /** Shows nothing. */
    RunProgress QUIET = new RunProgress() {
        @Override
        public void started(String id) {}

        @Override
        public void steps(String id, long steps, double loss) {}

        @Override
        public void ended(String id) {}

        @Override
        public void pause() {}
    };

    /**
     * Called before items are settled that will not be run, so that they count as items of the run. It may be left out if
     * there are none. The default implementation does nothing.
     */
    default void planned() {}

    /**
     * Called when an item starts.
     *
     * @param id the item
     */
    void started(String id);

    /**
     * Called when an item has taken further steps.
     *
     * @param id the item
     * @param steps the number of steps since it started; another attempt of the item counts from 0 again
     * @param loss the objective's value after the last step
     */
    void steps(String id, long steps, double loss);

    /**
     * Called before {@link #ended} if an item ended without finishing. The default implementation does nothing.
     *
     * @param id the item
     */
    default void failed(String id) {}

    /**
     * Called when an item has ended.
     *
     * @param id the item
     */
    void ended(String id);

    /** Called when no item runs for a while, or no more at all. */
    void pause();
}
