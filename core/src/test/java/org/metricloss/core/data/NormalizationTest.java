package org.metricloss.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NormalizationTest {
    private static ImageSet images(int maxValue, int... pixels) {
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            bytes[i] = (byte) pixels[i];
        }
        return ImageSet.of(ImageShape.grey(1, 1), maxValue, List.of("only"), bytes, new int[pixels.length]);
    }

    @ParameterizedTest
    @CsvSource({"UNIT,255,0,255", "UNIT,16,0,16", "CENTERED,255,127.5,128", "CENTERED,16,8,8"})
    void formsOfTheLargestValue(Normalization form, int maxValue, double offset, double scale) {
        assertThat(form.scalingFor(images(maxValue, 0))).isEqualTo(new PixelScaling(offset, scale));
    }

    @Test
    void standardHasTheMeanAndPopulationDeviationOfTheImages() {
        PixelScaling scaling = Normalization.STANDARD.scalingFor(images(255, 2, 4, 4, 4, 5, 5, 7, 9, 250, 0));
        double mean = (2 + 4 + 4 + 4 + 5 + 5 + 7 + 9 + 250) / 10.0;
        double squares = 0;
        for (int x : new int[] {2, 4, 4, 4, 5, 5, 7, 9, 250, 0}) {
            squares += (x - mean) * (x - mean);
        }
        assertThat(scaling.offset()).isCloseTo(mean, within(1e-12));
        assertThat(scaling.scale()).isCloseTo(Math.sqrt(squares / 10), within(1e-12));
    }

    @Test
    void constantImagesAreOnlyShiftedByStandard() {
        assertThat(Normalization.STANDARD.scalingFor(images(255, 7, 7))).isEqualTo(new PixelScaling(7, 1));
    }

    @Test
    void standardNeedsImages() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Normalization.STANDARD.scalingFor(images(255)))
                .withMessage("normalize: standard needs training images, got none");
    }

    @ParameterizedTest
    @EnumSource
    void formsAreFoundByTheirName(Normalization form) {
        assertThat(Normalization.of(form.id())).isSameAs(form);
    }

    @Test
    void unknownNamesAreRefusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Normalization.of("Unit"))
                .withMessage("no normalization 'Unit'; available: unit, centered, standard");
    }

    @Test
    void scalingMustBeFiniteWithScaleAboveZero() {
        assertThat(new PixelScaling(127.5, 128).apply(0)).isEqualTo(-0.99609375f);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PixelScaling(0, 0))
                .withMessage("scale must be finite and > 0, got 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new PixelScaling(0, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new PixelScaling(Double.NaN, 1));
    }
}
