package org.metricloss.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metricloss.results.statistics.ClassBootstrap.ClassSums;

class ClassBootstrapTest {
    /** Classes of ten queries whose shares are spread evenly over 0.5 to 1: standard deviation 0.25 / sqrt 3. */
    private static ClassSums classes(int count) {
        double[] sums = new double[count];
        int[] queries = new int[count];
        Arrays.setAll(sums, c -> 10 * (0.5 + 0.5 * (c + 0.5) / count));
        Arrays.fill(queries, 10);
        return new ClassSums(sums, queries);
    }

    @Test
    void theIntervalIsThatOfAMeanOfClasses() {
        Interval interval = ClassBootstrap.of(List.of(classes(100))).orElseThrow();
        double half = 1.96 * 0.25 / Math.sqrt(3) / Math.sqrt(100);
        assertThat(interval.low()).isCloseTo(0.75 - half, within(0.1 * half));
        assertThat(interval.high()).isCloseTo(0.75 + half, within(0.1 * half));
        assertThat(ClassBootstrap.of(List.of(classes(100)))).contains(interval);
    }

    @Test
    void repeatsOfTheSameClassesDoNotMakeItNarrower() {
        Interval one = ClassBootstrap.of(List.of(classes(50))).orElseThrow();
        Interval five = ClassBootstrap.of(List.of(classes(50), classes(50), classes(50), classes(50), classes(50)))
                .orElseThrow();
        assertThat(five.low()).isCloseTo(one.low(), within(1e-12));
        assertThat(five.high()).isCloseTo(one.high(), within(1e-12));
    }

    /** In 400 samples of 40 classes the 95% interval covers the mean of the population in 89 to 98 of 100. */
    @Test
    void itCoversTheMeanOfThePopulation() {
        Random random = new Random(3);
        int covered = 0;
        for (int sample = 0; sample < 400; sample++) {
            double[] sums = random.doubles(40, 0.4, 1).toArray();
            int[] queries = new int[40];
            Arrays.fill(queries, 1);
            Interval interval =
                    ClassBootstrap.of(List.of(new ClassSums(sums, queries))).orElseThrow();
            covered += interval.low() <= 0.7 && 0.7 <= interval.high() ? 1 : 0;
        }
        assertThat(covered).isBetween(356, 392);
    }

    @Test
    void fewClassesHaveNoInterval() {
        assertThat(ClassBootstrap.of(List.of(classes(9)))).isEmpty();
        assertThat(ClassBootstrap.of(List.of(classes(10)))).isPresent();
        int[] none = new int[12];
        none[0] = 3;
        assertThat(ClassBootstrap.of(List.of(new ClassSums(new double[12], none))))
                .isEmpty();
    }
}
