package org.metricloss.experiments.work;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.metricloss.core.engine.Device;
import org.metricloss.results.store.RunFolder;

/** The items of a run: trials, or points of a cost study. Each item has an id and ends with one record. */
public interface WorkPlan {
    /** {@return the study that this plan belongs to} */
    Study study();

    /**
     * {@return the inputs of the run}
     *
     * @throws org.metricloss.core.engine.EngineException if an engine cannot be loaded on this machine
     */
    RunInputs inputs();

    /** {@return checksums of the data by name, as in {@link #inputs()}, without loading an engine} */
    default Map<String, String> dataSha256() {
        return inputs().dataSha256();
    }

    /**
     * {@return the items' ids in the order in which they run; the items of a list need the records of all previous
     * lists}
     */
    List<List<String>> stages();

    /** {@return the ids of all items in the order in which they run} */
    default List<String> trialIds() {
        return stages().stream().flatMap(List::stream).toList();
    }

    /**
     * {@return a name that an item shares with all items that must run in the same shard, because they need each
     * other's records; the default implementation returns the id, so that every item may run alone}
     *
     * @param id an item
     */
    default String group(String id) {
        return id;
    }

    /** {@return how many threads an item uses, at least 1} */
    int threads();

    /** {@return what the items compute on; the processor by default} */
    default Device device() {
        return Device.CPU;
    }

    /**
     * {@return the reason why this plan cannot be divided among machines, in words that follow "--shard is not possible:
     * "; empty if it can}
     */
    default Optional<String> whyNoShards() {
        return Optional.empty();
    }

    /**
     * {@return the most bytes that the artifacts of an item are predicted to take, without small files; empty if that is not
     * known}
     */
    default OptionalLong artifactBytes() {
        return OptionalLong.empty();
    }

    /**
     * {@return the most steps that an item can take, for the display of progress; empty if that is not known}
     *
     * @param id an item
     */
    OptionalLong steps(String id);

    /**
     * Predicts the cost of the run. The measurements for the forecast are not stored.
     *
     * @param limit how much memory an item may be predicted to need
     * @param out receives the forecast, line by line
     * @throws MemoryLimitException if the run would be refused
     */
    void forecast(MemoryLimit limit, Consumer<String> out);

    /**
     * {@return what a user should know before the run starts, and a reader of its report, one line each; the default
     * implementation returns none}
     */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Refuses a run that is predicted to need too much memory. The default implementation accepts every run.
     *
     * @param limit how much memory an item may be predicted to need
     * @throws MemoryLimitException if the run is refused
     */
    default void requireFits(MemoryLimit limit) {}

    /**
     * Refuses records that do not fit those of earlier stages any more, for example because one of these was deleted and its item
     * ran again. The default implementation accepts all.
     *
     * @param folder the run folder
     * @param stage the items of a stage; all items of earlier stages that this run executes have ended
     * @throws org.metricloss.results.store.ResultsException if a record does not fit; the message names it
     */
    default void requireCurrent(RunFolder folder, List<String> stage) {}

    /**
     * Records every missing item that is not run because it would need too much memory. The default implementation
     * records none.
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
     * {@return the runner of items in this process}
     *
     * @param folder the run folder for records
     * @param progress receives every step
     * @param settings how items are executed
     */
    ItemRunner runner(RunFolder folder, Progress progress, WorkerSettings settings);

    /**
     * {@return the export of the run for other programs}
     *
     * @param folder the run's folder
     * @param exports the wanted exports, which {@link Study#refusal(Exports)} has accepted
     */
    default RunExport export(RunFolder folder, Exports exports) {
        return RunExport.NONE;
    }

    /**
     * Records an item without running it if its outcome follows from the records of other items.
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
     * Records an item whose process ended before it could write the record.
     *
     * @param folder the run's folder
     * @param lost the item and how it ended
     * @throws org.metricloss.results.store.ResultsException if it cannot be written
     */
    void recordLost(RunFolder folder, LostItem lost);

    /**
     * Deletes files that killed processes left behind for items that have ended since. The default implementation
     * deletes nothing.
     *
     * @param folder the run's folder, in which every item has a record
     * @throws org.metricloss.results.store.ResultsException if it cannot be deleted
     */
    default void ended(RunFolder folder) {}
}
