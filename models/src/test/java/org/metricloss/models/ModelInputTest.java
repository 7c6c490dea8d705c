package org.metricloss.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metricloss.core.data.ImageShape;
import org.metricloss.core.data.InputScaling;

class ModelInputTest {
    @Test
    void pixelsAreScaledAsInTrainingBitForBit() {
        InputScaling scaling = InputScaling.of(33.318421, 78.567489);
        ModelInput input = ModelInput.ofImages(ImageShape.grey(16, 16), 255, scaling);
        float[] pixels = new float[256];
        float[] expected = new float[256];
        for (int i = 0; i < 256; i++) {
            pixels[i] = i;
            expected[i] = i;
        }
        scaling.apply(expected, 0, expected.length);
        input.scale(pixels);
        assertThat(pixels).containsExactly(expected);
    }

    /** A data set of pixels from 0 to 16 saw white as 16; a file has it as 255. */
    @Test
    void whiteAndBlackMeanTheSameForEveryLargestValue() {
        ModelInput input = ModelInput.ofImages(ImageShape.grey(1, 2), 16, InputScaling.of(8, 8));
        float[] pixels = {0, 255};
        input.scale(pixels);
        assertThat(pixels).containsExactly(-1, 1);
    }

    @Test
    void eachChannelHasItsOwnScaling() {
        ModelInput input = new ModelInput(List.of(2, 1, 2), 255, List.of(1.0, 10.0), List.of(2.0, 4.0), false);
        float[] two = {1, 3, 10, 14, 5, 7, 18, 22};
        input.scale(two);
        assertThat(two).containsExactly(0, 1, 0, 1, 2, 3, 2, 3);
    }

    @Test
    void vectorsGetUnitLengthAndZerosStay() {
        ModelInput input = new ModelInput(List.of(2), 255, List.of(0.0), List.of(1.0), true);
        float[] vectors = {3, 4, 0, 0};
        input.scale(vectors);
        assertThat(vectors[0]).isCloseTo(0.6f, within(1e-7f));
        assertThat(vectors[1]).isCloseTo(0.8f, within(1e-7f));
        assertThat(vectors[2]).isZero();
    }

    @Test
    void unitLengthIsThatOfTheDataSetBitForBit() {
        InputScaling scaling = InputScaling.toUnitLength();
        ModelInput input = new ModelInput(List.of(2), 255, scaling.offsets(), scaling.scales(), true);
        float[] vectors = {0.3f, -7, 1e-14f, 2e-14f, 0, 0};
        float[] expected = vectors.clone();
        for (int from = 0; from < expected.length; from += 2) {
            scaling.apply(expected, from, 2);
        }
        input.scale(vectors);
        assertThat(vectors).containsExactly(expected);
    }

    @Test
    void numbersThatAreNotOnePerChannelAreRefused() {
        assertThatThrownBy(() -> new ModelInput(List.of(3, 4, 4), 255, List.of(1.0, 2.0), List.of(1.0), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("offset and scale must have 1 number or 3, one for each channel, got 2");
    }
}
