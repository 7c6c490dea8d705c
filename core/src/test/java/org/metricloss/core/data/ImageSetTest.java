package org.metricloss.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSetTest {
    private static final List<String> NAMES = List.of("cat", "dog");
    private static final InputScaling AS_IS = InputScaling.of(0, 1);

    /** Three colour images of 1 x 2; the value of a pixel tells image, channel and column. */
    private static ImageSet colours() {
        byte[] pixels = {
            0,
            1,
            10,
            11,
            20,
            21,
            100,
            101,
            110,
            111,
            120,
            121,
            (byte) 200,
            (byte) 201,
            (byte) 210,
            (byte) 211,
            (byte) 220,
            (byte) 221
        };
        return ImageSet.of(new ImageShape(3, 1, 2), 255, NAMES, pixels, new int[] {1, 0, 1});
    }

    @Test
    void copiesRowsChannelFirstInTheOrderAskedFor() {
        float[] target = new float[13];
        target[12] = -1;
        colours().copy(new int[] {2, 0}, AS_IS, target);
        assertThat(target).containsExactly(200, 201, 210, 211, 220, 221, 0, 1, 10, 11, 20, 21, -1);
    }

    @Test
    void copyScalesUnsignedValues() {
        float[] target = new float[6];
        colours().copy(new int[] {2}, InputScaling.of(127.5, 128), target);
        assertThat(target).startsWith((200 - 127.5f) / 128, (201 - 127.5f) / 128);
    }

    @Test
    void copyRefusesImagesOutsideTheSet() {
        assertThatThrownBy(() -> colours().copy(new int[] {3}, AS_IS, new float[6]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> colours().copy(new int[] {-1}, AS_IS, new float[6]))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void copyRefusesATargetThatIsTooSmall() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> colours().copy(new int[] {0, 1}, AS_IS, new float[11]))
                .withMessage("target must hold 2 images of 6 values, got 11 places");
    }

    @Test
    void viewsCountAnewAndKeepTheirLabels() {
        ImageSet view = colours().select(new int[] {2, 1}).select(new int[] {1, 1, 0});
        assertThat(view.size()).isEqualTo(3);
        assertThat(view.labels()).containsExactly(0, 0, 1);
        assertThat(view.pixel(0, 1, 0, 1)).isEqualTo(111);
        assertThat(view.pixel(2, 2, 0, 0)).isEqualTo(220);
        assertThatThrownBy(() -> view.select(new int[] {3})).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void imagesAreGroupedByClassInAscendingOrder() {
        assertThat(colours().samplesByClass()).isDeepEqualTo(new int[][] {{1}, {0, 2}});
        assertThat(colours().select(new int[] {0}).samplesByClass()).isDeepEqualTo(new int[][] {{}, {0}});
    }

    @Test
    void labelsAreCopiedAtTheDoor() {
        int[] labels = {0, 1};
        ImageSet images = ImageSet.of(ImageShape.grey(1, 1), 16, NAMES, new byte[2], labels);
        labels[0] = 1;
        images.labels()[1] = 0;
        assertThat(images.labels()).containsExactly(0, 1);
    }

    @Test
    void sizesLabelsAndValuesAreChecked() {
        ImageShape shape = ImageShape.grey(1, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageSet.of(shape, 255, NAMES, new byte[3], new int[2]))
                .withMessage("2 images of 1x1x2 have 4 pixels, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageSet.of(shape, 255, NAMES, new byte[4], new int[] {0, 2}))
                .withMessage("label must be from 0 to 1, got 2 for image 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageSet.of(shape, 16, NAMES, new byte[] {0, 17}, new int[1]))
                .withMessage("pixel must be from 0 to 16, got 17 at position 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageSet.of(shape, 256, NAMES, new byte[2], new int[1]))
                .withMessage("maxValue must be from 1 to 255, got 256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageSet.of(shape, 255, List.of("a", "a"), new byte[2], new int[1]))
                .withMessageContaining("no name twice");
    }

    @Test
    void shapesAreAtLeastOneAndFitAnArray() {
        assertThat(new ImageShape(3, 4, 5).values()).isEqualTo(60);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageShape(1, 0, 5))
                .withMessage("channels, height and width must be > 0, got 1 x 0 x 5");
        assertThatIllegalArgumentException().isThrownBy(() -> new ImageShape(2, 46_341, 46_341));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageShape(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }
}
