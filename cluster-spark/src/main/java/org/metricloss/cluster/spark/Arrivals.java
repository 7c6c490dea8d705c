package org.metricloss.cluster.spark;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.metricloss.experiments.work.ItemFiles;
import org.metricloss.experiments.work.Study;
import org.metricloss.results.record.ItemRecord;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/**
 * Writes items into the run folder as they arrive, on a thread of its own, so that Spark goes on scheduling. Items of at most
 * {@value #MOST_WAITING_MEBIBYTES} MiB together, or one larger item, wait in memory; then Spark waits.
 */
final class Arrivals implements AutoCloseable {
    private static final int MOST_WAITING_MEBIBYTES = 64;

    private final Study study;
    private final RunFolder folder;
    private final Consumer<ItemRecord> recorded;
    private final Semaphore mebibytes = new Semaphore(MOST_WAITING_MEBIBYTES);
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final ExecutorService writer = java.util.concurrent.Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "arrivals");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param study the run's study
     * @param folder the run folder; the caller holds its lock
     * @param recorded receives each record that was written
     */
    Arrivals(Study study, RunFolder folder, Consumer<ItemRecord> recorded) {
        this.study = study;
        this.folder = folder;
        this.recorded = recorded;
    }

    /**
     * Receives an item. An item that is recorded already, because its task was run again, is dropped.
     *
     * @param item the item
     * @throws ResultsException if an earlier item could not be written
     */
    void add(ItemFiles item) {
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        int size = (int) Math.min(MOST_WAITING_MEBIBYTES, 1 + (item.bytes() >> 20));
        mebibytes.acquireUninterruptibly(size);
        writer.execute(() -> {
            try {
                if (failure.get() == null && !folder.hasRecord(item.id())) {
                    recorded.accept(item.addTo(folder, study));
                }
            } catch (RuntimeException unwritable) {
                failure.compareAndSet(null, unwritable);
            } catch (Error broken) {
                failure.compareAndSet(null, new IllegalStateException("an item could not be written", broken));
                throw broken;
            } finally {
                mebibytes.release(size);
            }
        });
    }

    /**
     * Waits until everything that has arrived is written.
     *
     * @throws ResultsException if an item could not be written
     */
    @Override
    public void close() {
        Future<?> last = writer.submit(() -> {});
        writer.shutdown();
        try {
            last.get();
            writer.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }
}
