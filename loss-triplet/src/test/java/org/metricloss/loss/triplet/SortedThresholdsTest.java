package org.metricloss.loss.triplet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.random.RandomStream;

class SortedThresholdsTest {
    private static final int CAPACITY = 200;

    static Stream<Named<double[]>> thresholds() {
        RandomStream random = RandomStream.of(5, "thresholds");
        double[] spread = DoubleStream.generate(() -> 1.4 + 0.1 * random.nextGaussian())
                .limit(CAPACITY)
                .toArray();
        double[] withZero = spread.clone();
        withZero[7] = 0;
        double[] withInfinity = spread.clone();
        withInfinity[3] = Double.POSITIVE_INFINITY;
        double[] neighbours = new double[CAPACITY];
        Arrays.setAll(neighbours, i -> 1 + Math.ulp(1.0) * (i * 7 % 50));
        double[] single = new double[CAPACITY];
        Arrays.setAll(single, i -> (float) spread[i]);
        return Stream.of(
                Named.of("one", new double[] {1.5}),
                Named.of("one at 0", new double[] {0}),
                Named.of("equal", DoubleStream.generate(() -> 0.3).limit(40).toArray()),
                Named.of("spread", spread),
                Named.of("in single precision", single),
                Named.of("one of them at 0", withZero),
                Named.of("one of them infinite", withInfinity),
                Named.of("neighbours", neighbours),
                Named.of("two far apart", new double[] {Double.MIN_VALUE, Double.MAX_VALUE}),
                Named.of(
                        "over many magnitudes",
                        DoubleStream.iterate(1e-300, x -> x * 1e4).limit(140).toArray()));
    }

    /** At each threshold, just beside it, between any two, and far away. */
    @ParameterizedTest
    @MethodSource("thresholds")
    void countsAsComparingWithEachDoes(double[] thresholds) {
        SortedThresholds sorted = new SortedThresholds(CAPACITY);
        sorted.set(new double[] {3, 1, 2}, 3);
        sorted.set(thresholds, thresholds.length);

        double[] order = thresholds.clone();
        Arrays.sort(order);
        double[] asked = DoubleStream.concat(
                        Arrays.stream(thresholds).flatMap(t -> DoubleStream.of(t, Math.nextUp(t), Math.nextDown(t))),
                        DoubleStream.of(
                                0, Double.MIN_VALUE, 0.7, 1.4, 1e10, Double.MAX_VALUE, Double.POSITIVE_INFINITY))
                .filter(x -> x >= 0)
                .toArray();
        int[] atMost = new int[asked.length];
        sorted.atMost(asked, asked.length, atMost);
        for (int i = 0; i < asked.length; i++) {
            double x = asked[i];
            int expected = (int) Arrays.stream(order).filter(t -> t <= x).count();
            assertEquals(expected, atMost[i], () -> "at most " + x);
            assertEquals(expected, sorted.atMost(x), () -> "at most " + x);
            assertEquals(Arrays.stream(order).filter(t -> t < x).count(), sorted.below(x), () -> "below " + x);
        }
        double[] places = new double[thresholds.length];
        Arrays.setAll(places, sorted::at);
        assertArrayEquals(order, places);
        assertEquals(order[order.length - 1], sorted.highest());
    }

    @Test
    void nothingIsLeftOfEarlierThresholds() {
        SortedThresholds sorted = new SortedThresholds(CAPACITY);
        double[] crowd = new double[CAPACITY];
        Arrays.fill(crowd, 2);
        sorted.set(crowd, CAPACITY);
        sorted.set(new double[] {4, 2}, 2);
        assertEquals(1, sorted.atMost(2));
        assertEquals(0, sorted.below(2));
        assertEquals(2, sorted.atMost(5));
    }
}
