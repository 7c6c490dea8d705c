package org.metricloss.cluster.spark;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** The executors of this process's Spark context and their cores. Spark creates it by its name, before the context starts. */
public final class Executors extends SparkListener {
    private static final int WAIT_MILLIS = 100;

    /** An executor's machine and its number of cores. */
    private record Place(String host, int cores) {}

    private static final Map<String, Place> PRESENT = new ConcurrentHashMap<>();

    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded added) {
        PRESENT.put(
                added.executorId(),
                new Place(
                        added.executorInfo().executorHost(),
                        added.executorInfo().totalCores()));
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        PRESENT.remove(removed.executorId());
    }

    /** Forgets the executors of an earlier context. */
    static void clear() {
        PRESENT.clear();
    }

    /**
     * Waits for the first executor.
     *
     * @param seconds the longest wait
     * @return the number of cores of the largest executor; empty if there is none by then
     */
    static OptionalInt awaitCores(int seconds) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (PRESENT.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(WAIT_MILLIS);
        }
        return cores().max();
    }

    private static IntStream cores() {
        return PRESENT.values().stream().mapToInt(Place::cores);
    }

    /**
     * {@return the largest number of items that run on one machine at the same time}
     *
     * @param threads the threads of an item
     */
    static int slots(int threads) {
        return PRESENT.values().stream()
                .map(Place::host)
                .distinct()
                .mapToInt(host -> PRESENT.values().stream()
                        .filter(place -> place.host().equals(host))
                        .mapToInt(place -> place.cores() / threads)
                        .sum())
                .max()
                .orElse(1);
    }
}
