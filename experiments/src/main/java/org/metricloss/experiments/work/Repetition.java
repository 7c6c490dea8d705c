package org.metricloss.experiments.work;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.store.RunFolder;

/** How the runs of a study are compared with each other, and how recorded items are run again. */
public interface Repetition {
    /** Several runs that are looked at together. */
    interface Comparison {
        /** {@return in what the runs differ so that they should not be compared, in a few words each} */
        List<String> notComparable();

        /**
         * Writes tables and report of the comparison.
         *
         * @param files where they go
         * @return the console's summary
         * @throws org.metricloss.results.store.ResultsException if a file cannot be written
         */
        String write(DerivedFiles files);
    }

    /**
     * {@return the comparison, of which nothing is written yet}
     *
     * @param runs two or more; the first names the baseline
     * @throws org.metricloss.results.store.ResultsException if a record is corrupted
     */
    Comparison compare(List<RunFolder> runs);

    /**
     * Runs recorded items again in a folder of their own, which is deleted afterwards.
     *
     * @param folder their run, in which nothing is written
     * @param ids the items, each once
     * @param limit how much memory they may be predicted to need
     * @param executors who runs the items of a plan and records them in a folder
     * @param out told what comes out, line by line
     * @return whether every figure except times came out the same
     * @throws org.metricloss.formats.UserException if an item has no record or cannot be run
     */
    boolean reproduce(
            RunFolder folder,
            List<String> ids,
            MemoryLimit limit,
            BiFunction<WorkPlan, RunFolder, TrialExecutor> executors,
            Consumer<String> out);
}
