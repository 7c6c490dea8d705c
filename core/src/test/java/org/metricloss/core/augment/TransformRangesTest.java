package org.metricloss.core.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.augment.Augmentation.Draw;
import org.metricloss.core.augment.Flip.Direction;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.ImageShape;

/** Transforms refuse numbers out of their ranges and images that they do not suit. */
class TransformRangesTest {
    static List<Arguments> misfits() {
        ImageShape grey = ImageShape.grey(28, 20);
        return List.of(
                Arguments.of(
                        new Crop(20, 0),
                        grey,
                        "crop with padding 20 could leave nothing of images of 1x28x20; padding must be below 20"),
                Arguments.of(
                        new Affine(0, List.of(0.9, 0.0), List.of(0.5, 1.0), 0, 0),
                        grey,
                        "affine with translate [0.9, 0.0], scale [0.5, 1.0] and shear 0.0 could leave nothing of images of"
                                + " 1x28x20; take a smaller translate or shear, or a greater scale"),
                Arguments.of(
                        new Affine(0, Affine.NOT_MOVED, List.of(0.01, 1.0), 0, 0),
                        grey,
                        "affine with translate [0.0, 0.0], scale [0.01, 1.0] and shear 0.0 could leave nothing of images of"
                                + " 1x28x20; take a smaller translate or shear, or a greater scale"),
                Arguments.of(new Saturation(0.2), grey, "saturation needs images of 3 channels, got 1x28x20"));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void transformsThatDoNotSuitTheImagesAreRefused(Transform transform, ImageShape shape, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Augmentation(List.of(transform)).requireFits(shape))
                .withMessage(message);
    }

    /** The largest move that is allowed leaves something of a white image on black, whatever is drawn. */
    @Test
    void whatIsAllowedLeavesSomethingOfTheImage() {
        ImageShape shape = ImageShape.grey(24, 32);
        byte[] white = new byte[shape.values()];
        Arrays.fill(white, (byte) 255);
        ImageSet set = ImageSet.of(shape, 255, List.of("a"), white, new int[1]);
        for (Transform transform : List.of(
                new Crop(23, 0),
                new Affine(180, List.of(0.6, 0.6), List.of(0.5, 1.0), 0, 0),
                new Affine(180, List.of(0.7, 0.7), List.of(1.0, 1.0), 20, 0),
                new Affine(45, List.of(0.0, 0.0), List.of(0.1, 0.1), 0, 0))) {
            Augmentation augmentation = new Augmentation(List.of(transform));
            augmentation.requireFits(shape);
            for (int epoch = 0; epoch < 2000; epoch++) {
                Canvas canvas = new Canvas(shape, 255);
                augmentation.draw(set, 0, new Draw(1, epoch, 0), canvas);
                float sum = 0;
                for (float value : canvas.pixels()) {
                    sum += value;
                }
                assertThat(sum).as("%s in epoch %s", transform, epoch).isGreaterThan(0);
            }
        }
    }

    @Test
    void numbersOutOfTheirRangesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Crop(0, 0))
                .withMessage("padding must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Flip(Direction.VERTICAL, 1.5))
                .withMessage("p must be in [0.0, 1.0], got 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResizedCrop(List.of(0.5, 0.4), List.of(1.0, 1.0)))
                .withMessage("scale must be [low, high] with 0.0 < low <= high <= 1.0, got [0.5, 0.4]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Affine(10, List.of(1.0, 0.0), Affine.NOT_SCALED, 0, 0))
                .withMessage("translate must be [horizontal, vertical], each in [0, 1), got [1.0, 0.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Brightness(Double.NaN))
                .withMessage("brightness must be in (0, 1), got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Saturation(11))
                .withMessage("saturation must be in (0, 10.0], got 11.0");
    }
}
