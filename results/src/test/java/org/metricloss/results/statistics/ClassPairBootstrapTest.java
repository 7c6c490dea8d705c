package org.metricloss.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metricloss.results.statistics.ClassPairBootstrap.Shares;

class ClassPairBootstrapTest {
    private static final int CLASSES = 30;
    private static final int PER_CLASS = 6;

    /** Every class has six samples; shares of both kinds have the mean 0.8. */
    private static Shares shares(double spreadOfSame, double spreadOfDifferent) {
        int[] samples = new int[CLASSES];
        Arrays.fill(samples, PER_CLASS);
        double[] same = new double[CLASSES];
        double[][] different = new double[CLASSES][];
        for (int b = 0; b < CLASSES; b++) {
            double of = 2 * (b + 0.5) / CLASSES - 1;
            same[b] = 0.8 + spreadOfSame * of;
            different[b] = new double[b];
            for (int a = 0; a < b; a++) {
                different[b][a] = 0.8 + spreadOfDifferent * (of + 2 * (a + 0.5) / CLASSES - 1) / 2;
            }
        }
        return new Shares(samples, same, different);
    }

    /** Shares spread evenly over a width of 2 s have the standard deviation s / sqrt 3. */
    @Test
    void theIntervalIsThatOfTheSharesOfClasses() {
        double half = 1.96 * 0.1 / Math.sqrt(3) / Math.sqrt(CLASSES);
        Interval ofSame = ClassPairBootstrap.of(List.of(shares(0.1, 0))).orElseThrow();
        assertThat(ofSame.low()).isCloseTo(0.8 - half, within(0.15 * half));
        assertThat(ofSame.high()).isCloseTo(0.8 + half, within(0.15 * half));
        // The mean over pairs of (u_a + u_b) / 2 varies as the mean over classes of u does.
        Interval ofDifferent = ClassPairBootstrap.of(List.of(shares(0, 0.1))).orElseThrow();
        assertThat(ofDifferent.low()).isCloseTo(0.8 - half, within(0.15 * half));
        assertThat(ofDifferent.high()).isCloseTo(0.8 + half, within(0.15 * half));
        assertThat(ClassPairBootstrap.of(List.of(shares(0, 0.1)))).contains(ofDifferent);
    }

    /** The area of one drawn feature per class, recomputed from scratch for each draw, varies as much. */
    @Test
    void theIntervalIsCloseToThatOfAreasComputedAnew() {
        Random random = new Random(5);
        double[][] values = new double[CLASSES][PER_CLASS];
        for (double[] ofClass : values) {
            double center = 3 * random.nextGaussian();
            double spread = 0.3 + random.nextDouble();
            Arrays.setAll(ofClass, i -> center + spread * random.nextGaussian());
        }
        double[][][] cube = cube(values);
        Interval linear = ClassPairBootstrap.of(List.of(of(cube))).orElseThrow();
        Interval anew = ClassBootstrap.interval(CLASSES, drawn -> {
            int[] times = new int[CLASSES];
            Arrays.stream(drawn).forEach(c -> times[c]++);
            return area(cube, times, times);
        });
        double width = anew.high() - anew.low();
        assertThat(width).isGreaterThan(0.02);
        assertThat(linear.low()).isCloseTo(anew.low(), within(0.12 * width));
        assertThat(linear.high()).isCloseTo(anew.high(), within(0.12 * width));
    }

    @Test
    void areasStayWithinZeroAndOneAndFewClassesHaveNoInterval() {
        Interval interval = ClassPairBootstrap.of(List.of(shares(0.2, 0.2))).orElseThrow();
        assertThat(interval.high()).isLessThanOrEqualTo(1);
        assertThat(ClassPairBootstrap.of(List.of(
                        new Shares(new int[] {2, 2}, new double[] {1, 1}, new double[][] {{}, {1}}))))
                .isEmpty();
        assertThatThrownBy(() -> new Shares(new int[] {2, 2}, new double[] {1, 1}, new double[][] {{}, {}}))
                .hasMessage("class 1 must have shares with 1 classes, got 0");
    }

    private static Shares of(double[][][] cube) {
        int[] samples = new int[CLASSES];
        Arrays.fill(samples, PER_CLASS);
        int[] once = new int[CLASSES];
        Arrays.fill(once, 1);
        double[] same = new double[CLASSES];
        double[][] different = new double[CLASSES][];
        for (int b = 0; b < CLASSES; b++) {
            int[] only = new int[CLASSES];
            only[b] = 1;
            same[b] = area(cube, only, once);
            different[b] = new double[b];
            for (int a = 0; a < b; a++) {
                int[] two = new int[CLASSES];
                two[a] = 1;
                two[b] = 1;
                different[b][a] = area(cube, once, two);
            }
        }
        return new Shares(samples, same, different);
    }

    /** The share of (same pair of the first classes, different pair of the second) in which the same pair is closer. */
    private static double area(double[][][] cube, int[] ofSame, int[] ofDifferent) {
        double sum = 0;
        double weights = 0;
        for (int c = 0; c < CLASSES; c++) {
            for (int b = 0; b < CLASSES; b++) {
                for (int a = 0; a < b; a++) {
                    double weight = (double) ofSame[c] * ofDifferent[a] * ofDifferent[b];
                    sum += weight * cube[c][b][a];
                    weights += weight;
                }
            }
        }
        return sum / weights;
    }

    /** [c][b][a]: the share of (same pair of c, pair of a with b) in which the same pair is closer. */
    private static double[][][] cube(double[][] values) {
        double[][][] cube = new double[CLASSES][CLASSES][];
        for (int c = 0; c < CLASSES; c++) {
            for (int b = 0; b < CLASSES; b++) {
                cube[c][b] = new double[b];
                for (int a = 0; a < b; a++) {
                    cube[c][b][a] = share(values[c], values[a], values[b]);
                }
            }
        }
        return cube;
    }

    private static double share(double[] same, double[] a, double[] b) {
        int closer = 0;
        int all = 0;
        for (int i = 0; i < same.length; i++) {
            for (int j = 0; j < i; j++) {
                for (double x : a) {
                    for (double y : b) {
                        closer += Math.abs(same[i] - same[j]) < Math.abs(x - y) ? 1 : 0;
                        all++;
                    }
                }
            }
        }
        return (double) closer / all;
    }
}
