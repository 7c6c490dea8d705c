package org.metricloss.experiments.work;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.RunFolder;

/** What a run consists of: items (trials, or points of a cost study) by id, each of which ends in one record. */
public interface WorkPlan {
    /** {@return the study whose plan this is} */
    Study study();

    /**
     * {@return what the run depends on}
     *
     * @throws org.metricloss.core.engine.EngineException if an engine cannot be loaded on this machine
     */
    RunInputs inputs();

    /** {@return the items' ids in the order they run; those of one list need the records of those in the lists before} */
    List<List<String>> stages();

    /** {@return the ids of all items in the order they run} */
    default List<String> trialIds() {
        return stages().stream().flatMap(List::stream).toList();
    }

    /**
     * {@return the most steps that an item can take, for the display of progress; empty if that is not known}
     *
     * @param id an item
     */
    OptionalLong steps(String id);

    /**
     * Predicts what the run would take. Nothing is kept of what is measured for it.
     *
     * @param limit how much memory an item may be predicted to need
     * @param out told the forecast, line by line
     * @throws MemoryLimitException if the run would be refused
     */
    void forecast(MemoryLimit limit, Consumer<String> out);

    /**
     * Refuses a run that is predicted to need too much memory. Accepts every run unless overridden.
     *
     * @param limit how much memory an item may be predicted to need
     * @throws MemoryLimitException if the run is refused
     */
    default void requireFits(MemoryLimit limit) {}

    /**
     * Records those missing items that are not run because they would need too much memory. Records none unless overridden.
     *
     * @param folder the run's folder
     * @param limit how much memory an item may be predicted to need
     * @throws org.metricloss.results.store.ResultsException if a record cannot be written
     */
    default void recordUnfit(RunFolder folder, MemoryLimit limit) {}

    /**
     * {@return how the items are executed}
     *
     * @param given how the user wants them to be executed, as far as the study allows
     */
    default WorkerSettings settings(WorkerSettings given) {
        return given;
    }

    /**
     * {@return what runs items in this process}
     *
     * @param folder where they are recorded
     * @param progress told of every step
     * @param settings how items are executed
     */
    ItemRunner runner(RunFolder folder, Progress progress, WorkerSettings settings);

    /**
     * {@return what writes the run for other programs}
     *
     * @param folder the run's folder
     * @param exports what is written; {@link Study#refusal(Exports)} has been asked before
     */
    default RunExport export(RunFolder folder, Exports exports) {
        return RunExport.NONE;
    }

    /**
     * Records an item whose end follows from the records of others, instead of running it.
     *
     * @param folder the run's folder
     * @param id an item that is about to start
     * @return whether it has a record now
     * @throws org.metricloss.results.store.ResultsException if it cannot be written
     */
    default boolean settles(RunFolder folder, String id) {
        return false;
    }

    /**
     * Records an item whose process did not live to do so.
     *
     * @param folder the run's folder
     * @param id the item
     * @param status how it ended
     * @param reason why, in one line
     * @param wallSeconds how long that took
     * @param sideBySide whether other items ran beside it
     * @throws org.metricloss.results.store.ResultsException if it cannot be written
     */
    void recordLost(
            RunFolder folder, String id, TrialStatus status, String reason, double wallSeconds, boolean sideBySide);

    /**
     * Deletes what killed processes have left of items that have ended since. Deletes nothing unless overridden.
     *
     * @param folder the run's folder, in which every item has a record
     * @throws org.metricloss.results.store.ResultsException if it cannot be deleted
     */
    default void ended(RunFolder folder) {}
}
