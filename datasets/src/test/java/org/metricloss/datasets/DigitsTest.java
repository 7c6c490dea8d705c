package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.Normalization;

class DigitsTest {
    private final Dataset digits = Digits.open(Normalization.CENTERED);

    @Test
    void everyFifthImageOfEachClassIsATestImage() {
        assertThat(digits).hasToString("digits: 1442 train, 0 validation and 355 test images of 1x8x8 in 10 classes");
        // Of 178, 182, 177, 183, 181, 182, 181, 179, 174 and 180 images: a fifth, rounded down.
        assertThat(Arrays.stream(digits.test().samplesByClass()).mapToInt(images -> images.length))
                .containsExactly(35, 36, 35, 36, 36, 36, 36, 35, 34, 36);
    }

    @Test
    void theFirstImageIsAZero() {
        assertThat(digits.train().label(0)).isZero();
        int[] secondRow = IntStream.range(0, 8)
                .map(column -> ((ImageSet) digits.train()).pixel(0, 0, 1, column))
                .toArray();
        assertThat(secondRow).containsExactly(0, 0, 13, 15, 10, 15, 5, 0);
    }

    @Test
    void scaledValuesGoFromMinusOneToOne() {
        float[] images = new float[digits.train().size() * 64];
        digits.train().copy(IntStream.range(0, digits.train().size()).toArray(), digits.scaling(), images);
        float least = 0;
        float most = 0;
        for (float value : images) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        assertThat(least).isEqualTo(-1);
        assertThat(most).isEqualTo(1);
    }

    /** Recorded in every run: must never change between versions. */
    @Test
    void checksumsAreSealed() {
        assertThat(digits.checksum()).isEqualTo("68048f76bc5d4498d6268945c16d91261c42ff4e7a692b35abd4dc91d656bd04");
        assertThat(digits.sources()).singleElement().satisfies(source -> {
            assertThat(source.name()).isEqualTo("digits.csv");
            assertThat(source.sha256()).isEqualTo("6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8");
        });
    }

    @ParameterizedTest
    @CsvSource({"17,0", "-1,0", "x,0", "1.5,0", "0,10"})
    void valuesOutsideTheirRangeAreRefused(String pixel, String label) {
        String line =
                pixel + "," + IntStream.range(0, 63).mapToObj(i -> "0").collect(Collectors.joining(",")) + "," + label;
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Digits.parse(new ByteArrayInputStream(line.getBytes())))
                .withMessageStartingWith("digits.csv, line 1: value must be a whole number from 0 to ");
    }

    @Test
    void linesOfAnotherLengthAreRefused() {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Digits.parse(new ByteArrayInputStream("1,2,3".getBytes())))
                .withMessage("digits.csv, line 1: must have 65 values, found 3");
    }
}
