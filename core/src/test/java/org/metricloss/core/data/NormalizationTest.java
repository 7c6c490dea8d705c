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
        assertThat(form.scalingFor(images(maxValue, 0))).isEqualTo(InputScaling.of(offset, scale));
    }

    @Test
    void standardHasTheMeanAndPopulationDeviationOfTheImages() {
        InputScaling scaling = Normalization.STANDARD.scalingFor(images(255, 2, 4, 4, 4, 5, 5, 7, 9, 250, 0));
        double mean = (2 + 4 + 4 + 4 + 5 + 5 + 7 + 9 + 250) / 10.0;
        double squares = 0;
        for (int x : new int[] {2, 4, 4, 4, 5, 5, 7, 9, 250, 0}) {
            squares += (x - mean) * (x - mean);
        }
        assertThat(scaled(scaling, 0)[0]).isEqualTo((float) (-mean / Math.sqrt(squares / 10)));
        assertThat(scaled(scaling, 200)[0]).isCloseTo((float) ((200 - mean) / Math.sqrt(squares / 10)), within(1e-6f));
    }

    /** A set of two colour images of 1 x 1. */
    private static ImageSet colours(int... pixels) {
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            bytes[i] = (byte) pixels[i];
        }
        return ImageSet.of(new ImageShape(3, 1, 1), 255, List.of("only"), bytes, new int[pixels.length / 3]);
    }

    private static float[] scaled(InputScaling scaling, float... values) {
        scaling.apply(values, 0, values.length);
        return values;
    }

    @Test
    void standardPoolsTheChannelsOfColourImages() {
        InputScaling scaling = Normalization.STANDARD.scalingFor(colours(0, 10, 20, 0, 10, 20));
        assertThat(scaling).isEqualTo(InputScaling.of(10, Math.sqrt(200 / 3.0)));
    }

    @Test
    void channelsHasTheMeanAndDeviationOfEachChannel() {
        ImageSet images = colours(0, 10, 30, 4, 10, 10);
        InputScaling scaling = Normalization.CHANNELS.scalingFor(images);
        assertThat(scaling).isEqualTo(InputScaling.ofGroups(List.of(2.0, 10.0, 20.0), List.of(2.0, 1.0, 10.0)));
        float[] copied = new float[6];
        images.copy(new int[] {1, 0}, scaling, copied);
        assertThat(copied).containsExactly(1, 0, -1, -1, 0, 1);
    }

    @Test
    void givenMomentsAreOfPixelsFromZeroToOne() {
        GivenMoments given = new GivenMoments(List.of(0.5, 0.25, 0.0), List.of(0.5, 1.0, 2.0));
        float[] copied = new float[3];
        colours(255, 0, 255).copy(new int[] {0}, given.scalingFor(colours(0, 0, 0)), copied);
        assertThat(copied).containsExactly(1, -0.25f, 0.5f);
        assertThat(given.id()).isEqualTo("standard, mean [0.5, 0.25, 0.0], std [0.5, 1.0, 2.0]");
    }

    @Test
    void givenMomentsMustFitTheChannels() {
        GivenMoments two = new GivenMoments(List.of(0.5, 0.5), List.of(1.0, 1.0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.scalingFor(colours(0, 0, 0)))
                .withMessage("mean and std must have one number, or one for each of the 3 channels, got 2");
        assertThatIllegalArgumentException().isThrownBy(() -> new GivenMoments(List.of(0.5), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new GivenMoments(List.of(0.5), List.of(0.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new GivenMoments(List.of(Double.NaN), List.of(1.0)));
    }

    private static VectorSet vectors(float... values) {
        return VectorSet.of(2, List.of("only"), values, new int[values.length / 2]);
    }

    @Test
    void vectorsAreScaledByCoordinateOrByLength() {
        VectorSet vectors = vectors(3, 4, 5, 4);
        float[] copied = new float[4];
        vectors.copy(new int[] {0, 1}, Normalization.NONE.scalingFor(vectors), copied);
        assertThat(copied).containsExactly(3, 4, 5, 4);
        vectors.copy(new int[] {0, 1}, Normalization.STANDARD.scalingFor(vectors), copied);
        assertThat(copied).containsExactly(-1, 0, 1, 0);
        vectors.copy(new int[] {0}, Normalization.LENGTH.scalingFor(vectors), copied);
        assertThat(copied).startsWith(0.6f, 0.8f);
        vectors(0, 0).copy(new int[] {0}, InputScaling.toUnitLength(), copied);
        assertThat(copied).startsWith(0, 0);
    }

    @Test
    void aNormalizationOfTheOtherKindOfSampleIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Normalization.UNIT.scalingFor(vectors(1, 2)))
                .withMessage("normalize: unit does not scale vectors; available: standard, none, length");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Normalization.LENGTH.scalingFor(images(255, 1)))
                .withMessage("normalize: length does not scale images; available: unit, centered, standard, channels");
    }

    @Test
    void constantImagesAreOnlyShiftedByStandard() {
        assertThat(Normalization.STANDARD.scalingFor(images(255, 7, 7))).isEqualTo(InputScaling.of(7, 1));
    }

    @Test
    void standardNeedsImages() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Normalization.STANDARD.scalingFor(images(255)))
                .withMessage("normalize: standard needs training samples, got none");
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
                .withMessage("no normalization 'Unit'; available: unit, centered, standard, channels, none, length");
    }

    @Test
    void scalingMustBeFiniteWithScaleAboveZero() {
        assertThat(scaled(InputScaling.of(127.5, 128), 0)).containsExactly(-0.99609375f);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InputScaling.of(0, 0))
                .withMessage("scale must be finite and > 0, got 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> InputScaling.of(0, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> InputScaling.of(Double.NaN, 1));
    }
}
