package org.metricloss.core.evaluation;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Runs one piece of work on several threads at once and waits for all of them. */
final class Workers {
    private Workers() {}

    /** One piece of work for one thread at a time. */
    @FunctionalInterface
    interface BlockWork {
        /**
         * @param from the first of the block's rows
         * @param to one past the last
         */
        void run(int from, int to);
    }

    /**
     * Shares out rows in blocks.
     *
     * @param threads how many threads run the work, at least 1
     * @param rows how many rows there are
     * @param block how many rows a block has, at least 1; the last may have fewer
     * @param workOfThread makes the work of a thread, with scratch space of its own
     * @throws IllegalStateException if a thread is interrupted
     */
    static void overBlocks(int threads, int rows, int block, Supplier<BlockWork> workOfThread) {
        AtomicInteger next = new AtomicInteger();
        int blocks = (rows + block - 1) / block;
        run(Math.min(threads, blocks), () -> {
            BlockWork work = workOfThread.get();
            for (int i = next.getAndIncrement(); i < blocks; i = next.getAndIncrement()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("interrupted while evaluating");
                }
                work.run(i * block, Math.min(i * block + block, rows));
            }
        });
    }

    /**
     * @param threads how many threads run the work; with 1 it runs on the caller's, with 0 it does not run
     * @param work the work; shares out what there is to do by itself; what it throws is thrown to the caller
     * @throws IllegalStateException if the caller is interrupted while it waits
     */
    static void run(int threads, Runnable work) {
        if (threads <= 1) {
            if (threads == 1) {
                work.run();
            }
            return;
        }
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            Callable<Object> task = Executors.callable(work);
            for (Future<Object> done : executor.invokeAll(Collections.nCopies(threads, task))) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while evaluating", e);
        } catch (ExecutionException e) {
            // Thrown as it is, so that running out of memory looks alike on one thread and on several.
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } finally {
            executor.shutdownNow();
        }
    }
}
