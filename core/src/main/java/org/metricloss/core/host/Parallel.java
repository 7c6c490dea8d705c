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
 * Distributes rows over threads. Which thread handles which row is not determined, so results must not depend on it;
 * they do not if every row writes to places of its own.
 */
public final class Parallel {
    private static final ExecutorService POOL = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "metricloss-host");
        thread.setDaemon(true);
        return thread;
    });

    /** How many numbers are handled in the time that it takes to wake another thread. */
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
     * @param grain how many rows one thread takes at a time, large enough that handing them over costs little compared
     *     with the work
     * @param worker creates, for each thread, the handler of a row. If rows throw exceptions, the first one is thrown
     *     to the caller once all threads have stopped
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

    /** Handles several rows at a time. */
    @FunctionalInterface
    public interface BlockWork {
        /**
         * Handles rows.
         *
         * @param from the first row
         * @param to one past the last
         */
        void run(int from, int to);
    }

    /**
     * Handles rows in blocks, for work that takes long: it stops if the caller is interrupted.
     *
     * @param threads how many threads work at most, at least 1
     * @param count how many rows there are
     * @param block how many rows a block has, at least 1; the last may have fewer
     * @param worker creates, for each thread, the handler of a block. If blocks throw exceptions, the first one is
     *     thrown to the caller once all threads have stopped
     * @throws IllegalStateException if the caller is interrupted; its interrupt status stays set
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
                // The remaining rows are of no use.
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
            // Even after a failure no thread may write once this method has returned.
            helping.forEach(Helper::end);
        }
        throwFirst(failures);
    }

    private static void throwFirst(Queue<Throwable> failures) {
        if (failures.isEmpty()) {
            return;
        }
        Throwable first = failures.remove();
        // Several threads may have thrown the same exception, which cannot suppress itself.
        failures.stream().filter(other -> other != first).forEach(first::addSuppressed);
        if (first instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) first;
    }

    /** Another thread at the same work. It throws nothing, and is not waited for if it starts too late. */
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

        /** The interrupt status of the caller is restored afterwards. */
        void end() {
            if (!taken.compareAndSet(false, true)) {
                ended.join();
            }
        }
    }
}
