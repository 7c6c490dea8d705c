package org.metricloss.cluster.spark;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.metricloss.experiments.work.RunProgress;
import org.metricloss.results.record.ItemRecord;

/**
 * The progress of one job. Spark's events arrive on a thread of their own, so that the start of a task may arrive after its
 * result, and twice if the task is run again.
 */
final class TaskProgress extends SparkListener {
    private final List<String> items;
    private final RunProgress progress;
    private final Set<String> started = new HashSet<>();
    private boolean isOfThisJob;

    /**
     * @param items the items of the job in the order of its tasks
     * @param progress receives the progress
     */
    TaskProgress(List<String> items, RunProgress progress) {
        this.items = items;
        this.progress = progress;
    }

    /** Events that arrive before this one belong to an earlier job. */
    @Override
    public synchronized void onJobStart(SparkListenerJobStart start) {
        isOfThisJob = true;
    }

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart start) {
        if (isOfThisJob) {
            started(items.get(start.taskInfo().index()));
        }
    }

    private void started(String item) {
        if (started.add(item)) {
            progress.started(item);
        }
    }

    /** Tells that the record of an item is written. */
    synchronized void ended(ItemRecord record) {
        started(record.id());
        if (!record.isFinished()) {
            progress.failed(record.id());
        }
        progress.ended(record.id());
    }
}
