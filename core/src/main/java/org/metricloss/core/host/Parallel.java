package org.metricloss.core.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /** Numbers that are handled in less time than it takes to wake another thread. */
    private static final int NUMBERS_PER_SHARE = 1 << 15;

    private Parallel() {}

    /**
     * {@return a grain for {@link #rows}}
     *
     * @param numbersPerRow how many numbers a row handles, a few operations each
     */
    public static int grain(int numbersPerRow) {
        return Math.max(1, NUMBERS_PER_SHARE / Math.max(1, numbersPerRow));
    }

    /**
     * Handles the rows 0 to count - 1, each once; the caller's thread takes part.
     *
     * @param threads how many threads work at most, at least 1
     * @param count how many rows there are
     * @param grain rows that one thread takes at a time: so many that handing them over is cheap beside the work
     * @param worker makes, for each thread, what handles a row; what a row throws is thrown to the caller,
     *     the first of several, when no thread is at work any more
     */
    public static void rows(int threads, int count, int grain, Supplier<IntConsumer> worker) {
        spread(threads, count, grain, () -> {
            IntConsumer row = worker.get();
            return (from, to) -> {
                for (int i = from; i < to; i++) {
                    row.accept(i);
                }
            };
        });
    }

    /** What handles some rows at a time. */
    @FunctionalInterface
    public interface BlockWork {
        /**
         * @param from the first row
         * @param to one past the last
         */
        void run(int from, int to);
    }

    /**
     * Handles rows block by block, for work that takes long: it breaks off where the caller is interrupted.
     *
     * @param threads how many threads work at most, at least 1
     * @param count how many rows there are
     * @param block how many rows a block has, at least 1; the last may have fewer
     * @param worker makes, for each thread, what handles a block; what a block throws is thrown to the caller,
     *     the first of several, when no thread is at work any more
     * @throws IllegalStateException if the caller is interrupted; it stays so
     */
    public static void blocks(int threads, int count, int block, Supplier<BlockWork> worker) {
        Thread caller = Thread.currentThread();
        spread(threads, count, block, () -> {
            BlockWork work = worker.get();
            return (from, to) -> {
                if (caller.isInterrupted()) {
                    throw new IllegalStateException("interrupted");
                }
                work.run(from, to);
            };
        });
    }

    private static void spread(int threads, int count, int grain, Supplier<BlockWork> worker) {
        AtomicInteger next = new AtomicInteger();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        Runnable work = () -> {
            try {
                BlockWork block = worker.get();
                for (int from = next.getAndAdd(grain); from < count; from = next.getAndAdd(grain)) {
                    block.run(from, Math.min(count, from + grain));
                }
            } catch (RuntimeException | Error failed) {
                // What is left is of no use to anybody.
                next.set(count);
                failures.add(failed);
            }
        };
        int helpers = Math.min(threads, (count + grain - 1) / grain) - 1;
        List<Helper> helping = new ArrayList<>();
        try {
            for (int i = 0; i < helpers; i++) {
                helping.add(new Helper(work));
            }
            work.run();
        } finally {
            // Whoever failed: nobody may go on writing after this method has returned.
            helping.forEach(Helper::end);
        }
        throwFirst(failures);
    }

    private static void throwFirst(Queue<Throwable> failures) {
        if (failures.isEmpty()) {
            return;
        }
        Throwable first = failures.remove();
        // Threads may have met the same one, which cannot suppress itself.
        failures.stream().filter(other -> other != first).forEach(first::addSuppressed);
        if (first instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) first;
    }

    /** Another thread at the same work, which throws nothing; not waited for where it comes too late for it. */
    private static final class Helper {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final CompletableFuture<Void> ended;

        Helper(Runnable work) {
            ended = CompletableFuture.runAsync(
                    () -> {
                        if (taken.compareAndSet(false, true)) {
                            work.run();
                        }
                    },
                    POOL);
        }

        /** An interrupt of the caller is kept until afterwards. */
        void end() {
            if (!taken.compareAndSet(false, true)) {
                ended.join();
            }
        }
    }
}
