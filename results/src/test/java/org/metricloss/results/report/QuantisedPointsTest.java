package org.metricloss.results.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metricloss.results.figure.PlanePoint;

class QuantisedPointsTest {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    @Test
    void pointsComeBackToHalfALevel() {
        Random random = new Random(1);
        List<PlanePoint> points = IntStream.range(0, 500)
                .mapToObj(i -> new PlanePoint(random.nextGaussian(), 100 * random.nextGaussian() + 7, i % 3))
                .toList();
        QuantisedPoints quantised = QuantisedPoints.of(points);
        assertThat(quantised.text()).hasSize(4 * points.size());
        double[] range = quantised.range();
        assertThat(range[1] - range[0]).isPositive();
        for (int i = 0; i < points.size(); i++) {
            assertThat(back(quantised.text(), 2 * i, range[0], range[1]))
                    .isCloseTo(points.get(i).x(), within(0.5001 * (range[1] - range[0]) / 4095));
            assertThat(back(quantised.text(), 2 * i + 1, range[2], range[3]))
                    .isCloseTo(points.get(i).y(), within(0.5001 * (range[3] - range[2]) / 4095));
        }
    }

    @Test
    void classesAreTheirPlacesAmongTheLabels() {
        List<PlanePoint> points = List.of(new PlanePoint(0, 0, 70), new PlanePoint(0, 0, 5));
        assertThat(QuantisedPoints.classes(points, List.of(5, 70))).isEqualTo("ABAA");
    }

    @Test
    void pointsInOnePlaceAreThere() {
        QuantisedPoints quantised = QuantisedPoints.of(List.of(new PlanePoint(2, 3, 0), new PlanePoint(2, 3, 0)));
        assertThat(quantised.range()).containsExactly(2, 2, 3, 3);
        assertThat(quantised.text()).isEqualTo("AAAAAAAA");
    }

    private static double back(String text, int value, double low, double high) {
        int level = 64 * DIGITS.indexOf(text.charAt(2 * value)) + DIGITS.indexOf(text.charAt(2 * value + 1));
        return low + level / 4095.0 * (high - low);
    }
}
