package org.metricloss.experiments.work;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.plugin.Plugin;
import org.metricloss.core.plugin.Registry;
import org.metricloss.experiments.file.Block;
import org.metricloss.results.record.ItemRecord;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/**
 * A kind of study: it defines the contents of its experiment files, how it is planned and run, its records and its
 * reports. Studies are found with {@link java.util.ServiceLoader}. The commands use them only through this interface.
 */
public interface Study extends Plugin {
    /** {@return the studies on the class path} */
    static Registry<Study> all() {
        return Registry.load(Study.class, "study");
    }

    /**
     * {@return the study that a run belongs to}
     *
     * @param folder a run
     * @throws ResultsException if the class path has no such study
     */
    static Study of(RunFolder folder) {
        try {
            return all().get(folder.manifest().study());
        } catch (IllegalArgumentException unknown) {
            throw new ResultsException(folder.path() + " cannot be used: " + unknown.getMessage(), unknown);
        }
    }

    /** {@return the keys of this study's experiment files, for lists and documents; empty if they are not described} */
    default Optional<Block<?>> settings() {
        return Optional.empty();
    }

    /**
     * Reads an experiment file and plans it.
     *
     * @param file the file; messages begin with its path
     * @param overrides {@code path=value} each, applied in order
     * @return the plan
     * @throws org.metricloss.base.UserException if the file or an override is refused, or the data cannot be used
     */
    WorkPlan read(Path file, List<String> overrides);

    /**
     * Reads an experiment file without planning it.
     *
     * @param file the file; messages begin with its path
     * @param overrides {@code path=value} each, applied in order
     * @return the resolved experiment as JSON, as a manifest holds it
     * @throws org.metricloss.base.UserException if the file or an override is refused
     */
    String experiment(Path file, List<String> overrides);

    /**
     * Plans a run again from its manifest. Engines are loaded only when they are needed.
     *
     * @param folder a run of this study
     * @return the plan
     * @throws org.metricloss.base.UserException if the experiment is refused by this version, or the data cannot be used
     */
    WorkPlan reopen(RunFolder folder);

    /**
     * Reads and verifies the record of an item.
     *
     * @param folder a run of this study
     * @param id an item of its plan
     * @return the record; empty if the item has not ended
     * @throws ResultsException if the record is corrupted
     */
    Optional<? extends ItemRecord> record(RunFolder folder, String id);

    /**
     * Reads and verifies the records of all items that have ended.
     *
     * @param folder a run of this study
     * @return the records in the order of the plan
     * @throws ResultsException if a record is corrupted
     */
    default List<ItemRecord> records(RunFolder folder) {
        return folder.manifest().trials().parallelStream()
                .<ItemRecord>flatMap(id -> record(folder, id).stream())
                .toList();
    }

    /**
     * Writes the tables, figures and reports of a run and replaces older ones.
     *
     * @param folder a run of this study, complete or not
     * @return the console output
     * @throws ResultsException if a record is corrupted or a file cannot be written
     */
    Reported report(RunFolder folder);

    /**
     * {@return the most important result of a run, in a few words; empty if there is none yet}
     *
     * @param folder a run of this study, complete or not
     * @param ended the records of its items that have ended
     */
    default Optional<String> headline(RunFolder folder, List<ItemRecord> ended) {
        return Optional.empty();
    }

    /**
     * {@return the reason why items of this study cannot be executed with these settings, in one line that names the
     * option; empty if they can}
     *
     * @param settings how the user wants them to be executed
     */
    default Optional<String> refusal(WorkerSettings settings) {
        return Optional.empty();
    }

    /**
     * {@return the reason why a run of this study cannot be exported in this way, in one line that names the option;
     * empty if it can}
     *
     * @param exports the wanted exports
     */
    Optional<String> refusal(Exports exports);

    /**
     * Exports the items that have ended for other programs. The default implementation does nothing.
     *
     * @param folder a run of this study
     * @param exports the wanted exports, which {@link #refusal(Exports)} has accepted
     * @return the places that were written, one line each
     * @throws ResultsException if it cannot be written
     */
    default List<String> export(RunFolder folder, Exports exports) {
        return List.of();
    }

    /** {@return how runs of this study are compared and reproduced; empty if they cannot be} */
    default Optional<Repetition> repetition() {
        return Optional.empty();
    }

    /**
     * {@return the reason why runs of this study can be neither compared nor reproduced, in words that follow the run's
     * path in a message}
     */
    default String whyNoRepetition() {
        return "is a run of study '%s', which can be neither compared nor reproduced".formatted(id());
    }
}
