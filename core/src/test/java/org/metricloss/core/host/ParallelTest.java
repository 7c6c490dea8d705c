package org.metricloss.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParallelTest {
    private static final int THREADS = 3;

    /** Long enough for a caller that does not wait to be seen, however busy the machine. */
    private static final long SLOW_MILLIS = 50;

    private final CyclicBarrier allAtWork = new CyclicBarrier(THREADS);

    @Test
    void everyRowIsHandledOnce() {
        int[] handled = new int[1000];
        Parallel.rows(THREADS, handled.length, 7, () -> i -> handled[i]++);
        assertThat(handled).containsOnly(1);
    }

    /** Which helper fails is left to chance: among so many, both the one waited for first and the other. */
    @RepeatedTest(10)
    void nobodyWorksOnWhenOneHasFailed() {
        Thread caller = Thread.currentThread();
        AtomicBoolean failed = new AtomicBoolean();
        AtomicBoolean slowEnded = new AtomicBoolean();
        IllegalStateException failure = new IllegalStateException("row");
        assertThatThrownBy(() -> oneRowEach(row -> {
                    if (Thread.currentThread() == caller) {
                        return;
                    }
                    if (failed.compareAndSet(false, true)) {
                        throw failure;
                    }
                    sleep();
                    slowEnded.set(true);
                }))
                .isSameAs(failure);
        assertThat(slowEnded).isTrue();
    }

    @Test
    void whatOthersThrowIsSuppressed() {
        assertThatThrownBy(() -> oneRowEach(row -> {
                    throw new IllegalStateException("row " + row);
                }))
                .isInstanceOf(IllegalStateException.class)
                .satisfies(first -> assertThat(first.getSuppressed()).hasSize(THREADS - 1));
    }

    @Test
    void oneFailureOfSeveralThreadsIsNotSuppressedByItself() {
        Error shared = new Error("shared");
        assertThatThrownBy(() -> oneRowEach(row -> {
                    throw shared;
                }))
                .isSameAs(shared)
                .hasNoSuppressedExceptions();
    }

    @Test
    void rowsAreLeftWhereAWorkerCannotBeMade() {
        AtomicBoolean refused = new AtomicBoolean();
        AtomicInteger handled = new AtomicInteger();
        Supplier<IntConsumer> worker = () -> {
            if (refused.compareAndSet(false, true)) {
                throw new IllegalStateException("no worker");
            }
            return row -> {
                sleep();
                handled.incrementAndGet();
            };
        };
        assertThatThrownBy(() -> Parallel.rows(THREADS, 100, 1, worker)).hasMessage("no worker");
        assertThat(handled).hasValueLessThan(100);
    }

    @Test
    void anInterruptWhileOthersWorkStays() {
        Thread caller = Thread.currentThread();
        oneRowEach(row -> {
            if (Thread.currentThread() != caller) {
                sleep();
                caller.interrupt();
                sleep();
            }
        });
        assertThat(Thread.interrupted()).isTrue();
    }

    /** The same when a helper then fails. */
    @Test
    void anInterruptBeforeAFailureStays() {
        Thread caller = Thread.currentThread();
        assertThatThrownBy(() -> oneRowEach(row -> {
                    if (Thread.currentThread() != caller) {
                        sleep();
                        caller.interrupt();
                        sleep();
                        throw new IllegalStateException("row");
                    }
                }))
                .hasMessage("row");
        assertThat(Thread.interrupted()).isTrue();
    }

    /** Each thread has one row, and all have begun before any goes on. */
    private void oneRowEach(IntConsumer row) {
        Parallel.rows(THREADS, THREADS, 1, () -> i -> {
            try {
                allAtWork.await();
            } catch (InterruptedException | BrokenBarrierException broken) {
                throw new AssertionError(broken);
            }
            row.accept(i);
        });
    }

    private static void sleep() {
        try {
            Thread.sleep(SLOW_MILLIS);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
