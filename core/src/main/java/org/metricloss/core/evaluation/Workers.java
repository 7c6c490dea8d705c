package org.metricloss.core.evaluation;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs one piece of work on several threads at once and waits for all of them. */
final class Workers {
    private Workers() {}

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
