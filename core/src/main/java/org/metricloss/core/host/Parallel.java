package org.metricloss.core.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Spreads rows over threads. Which thread takes which row is left to chance: results must not depend on it, and do not where
 * every row writes to places of its own.
 */
public final class Parallel {
    private static final ExecutorService POOL = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "metricloss-host");
        thread.setDaemon(true);
        return thread;
    });

    private Parallel() {}

    /**
     * Handles the rows 0 to count - 1, each once; the caller's thread takes part.
     *
     * @param threads how many threads work at most, at least 1
     * @param count how many rows there are
     * @param grain rows that one thread takes at a time: so many that handing them over is cheap beside the work
     * @param worker makes, for each thread, what handles a row; what a row throws is thrown to the caller
     */
    public static void rows(int threads, int count, int grain, Supplier<IntConsumer> worker) {
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            IntConsumer row = worker.get();
            for (int from = next.getAndAdd(grain); from < count; from = next.getAndAdd(grain)) {
                for (int i = from; i < Math.min(count, from + grain); i++) {
                    row.accept(i);
                }
            }
        };
        int helpers = Math.min(threads, (count + grain - 1) / grain) - 1;
        List<Future<?>> helping = new ArrayList<>();
        for (int i = 0; i < helpers; i++) {
            helping.add(POOL.submit(work));
        }
        try {
            work.run();
        } finally {
            // Also when this thread failed: nobody may go on writing after this method has returned.
            helping.forEach(Parallel::await);
        }
    }

    private static void await(Future<?> helper) {
        boolean interrupted = false;
        while (true) {
            try {
                helper.get();
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failed.getCause();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
