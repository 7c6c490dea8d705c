package org.metricloss.experiments.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.metricloss.core.data.BatchPlan;

/**
 * The batches of one epoch, whose pixels are read and augmented on threads beside the training step, a few batches ahead. The
 * pixels do not depend on the threads. Closing it stops the threads.
 */
final class PreparedBatches implements AutoCloseable {
    /** The threads that prepare batches, and the batches that wait at most. */
    private static final int THREADS = 2;

    private final BatchSource source;
    private final int epoch;
    private final List<BatchPlan> batches;
    private final int[][] occurrences;
    private final Deque<Future<float[]>> ahead = new ArrayDeque<>();
    private final Deque<float[]> used = new ArrayDeque<>();
    private final AtomicLong nanos = new AtomicLong();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "metricloss-batches");
        thread.setDaemon(true);
        return thread;
    });
    private int next;

    /**
     * Starts to prepare the batches of an epoch.
     *
     * @param source the batches of the trial
     * @param epoch counted from 0
     * @param batches all batches of the epoch
     * @param from the first batch that is wanted
     */
    PreparedBatches(BatchSource source, int epoch, List<BatchPlan> batches, int from) {
        this.source = source;
        this.epoch = epoch;
        this.batches = batches;
        this.occurrences = source.occurrences(batches);
        this.next = from;
        for (int i = 0; i <= THREADS; i++) {
            submit();
        }
    }

    private void submit() {
        if (next < batches.size()) {
            int step = next++;
            float[] reused = used.isEmpty() ? new float[0] : used.remove();
            ahead.add(threads.submit(() -> prepare(step, reused)));
        }
    }

    private float[] prepare(int step, float[] reused) {
        long start = System.nanoTime();
        BatchPlan batch = batches.get(step);
        int values = source.values(batch);
        float[] pixels = reused.length == values ? reused : new float[values];
        source.layOut(batch, epoch, occurrences[step], pixels);
        nanos.addAndGet(System.nanoTime() - start);
        return pixels;
    }

    /**
     * {@return the pixels of the next batch; waits until they are prepared}
     *
     * @param done the pixels of an earlier batch, which are overwritten; empty if there are none
     */
    float[] next(float[] done) {
        if (done.length > 0) {
            used.add(done);
        }
        submit();
        try {
            return ahead.remove().get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a batch was prepared", interrupted);
        }
    }

    /** {@return the nanoseconds that the threads have worked since the last call, added up over all threads} */
    long takeNanos() {
        return nanos.getAndSet(0);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
