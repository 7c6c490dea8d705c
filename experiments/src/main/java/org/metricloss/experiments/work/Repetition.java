package org.metricloss.experiments.work;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.store.RunFolder;

/** How the runs of a study are compared with each other, and how recorded items are run again. */
public interface Repetition {
    /** Results of several runs. */
    interface Derived {
        /**
         * Writes tables and report.
         *
         * @param files receives the files
         * @return the console's summary
         * @throws org.metricloss.results.store.ResultsException if a file cannot be written
         */
        String write(DerivedFiles files);
    }

    /** A comparison of several runs. */
    interface Comparison extends Derived {
        /**
         * {@return the differences between the runs because of which they should not be compared, in a few words each}
         */
        List<String> notComparable();
    }

    /**
     * {@return the comparison; nothing is written yet}
     *
     * @param runs two or more; the first names the baseline
     * @throws org.metricloss.results.store.ResultsException if a record is corrupted
     */
    Comparison compare(List<RunFolder> runs);

    /**
     * {@return the ranks of objectives in several runs, one for each data set; nothing is written yet}
     *
     * @param runs two or more
     * @param measure the id of the measure by which they are ranked
     * @throws org.metricloss.results.store.ResultsException if two runs have the same data, the measure or the objectives are
     *     not in every run, or a record is corrupted
     */
    Derived rank(List<RunFolder> runs, String measure);

    /**
     * Runs recorded items again in a separate folder, which is deleted afterwards.
     *
     * @param folder their run folder, which is not changed
     * @param ids the items, each once
     * @param limit how much memory they may be predicted to need
     * @param executors creates the executor that runs the items of a plan and records them in a folder
     * @param out receives the result, line by line
     * @return whether every figure except times is the same
     * @throws org.metricloss.base.UserException if an item has no record or cannot be run
     */
    boolean reproduce(
            RunFolder folder,
            List<String> ids,
            MemoryLimit limit,
            BiFunction<WorkPlan, RunFolder, TrialExecutor> executors,
            Consumer<String> out);
}
