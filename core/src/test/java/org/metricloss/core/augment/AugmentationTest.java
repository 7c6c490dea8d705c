package org.metricloss.core.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.metricloss.core.augment.Augmentation.Draw;
import org.metricloss.core.augment.Flip.Direction;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.ImageShape;
import org.metricloss.core.data.InputScaling;
import org.metricloss.core.random.RandomStream;

class AugmentationTest {
    private static final ImageShape COLOR = new ImageShape(3, 9, 8);
    private static final ImageSet IMAGES = images(COLOR, 4);
    private static final Augmentation ALL = new Augmentation(List.of(
            new Flip(Direction.HORIZONTAL, 0.5),
            new Flip(Direction.VERTICAL, 0.5),
            new Crop(2, 0.5),
            ResizedCrop.STANDARD,
            new Affine(20, List.of(0.1, 0.2), List.of(0.8, 1.2), 5, 1),
            Erase.STANDARD,
            new Brightness(0.2),
            new Contrast(0.2),
            new Saturation(0.2)));

    @Test
    void pixelsDependOnSeedEpochImageAndOccurrenceAlone() {
        float[] first = drawn(ALL, IMAGES, 1, new Draw(7, 3, 0));
        drawn(ALL, IMAGES, 2, new Draw(8, 1, 0));
        assertThat(drawn(ALL, IMAGES, 1, new Draw(7, 3, 0))).isEqualTo(first);
        assertThat(drawn(ALL, IMAGES, 1, new Draw(8, 3, 0))).isNotEqualTo(first);
        assertThat(drawn(ALL, IMAGES, 1, new Draw(7, 4, 0))).isNotEqualTo(first);
        assertThat(drawn(ALL, IMAGES, 1, new Draw(7, 3, 1))).isNotEqualTo(first);
        assertThat(drawn(ALL, IMAGES.select(new int[] {0, 2}), 1, new Draw(7, 3, 0)))
                .as("another image at the same place")
                .isNotEqualTo(first);
    }

    @Test
    void valuesStayWithinTheRangeOfPixels() {
        for (int epoch = 0; epoch < 200; epoch++) {
            for (float value : drawn(ALL, IMAGES, 0, new Draw(1, epoch, 0))) {
                assertThat(value).isBetween(0f, 255f);
            }
        }
    }

    @Test
    void withoutTransformsPixelsAreScaledAsTheyAre() {
        InputScaling scaling = InputScaling.of(127.5, 128);
        float[] expected = new float[COLOR.values()];
        IMAGES.copy(new int[] {2}, scaling, expected);
        float[] target = new float[COLOR.values() + 1];
        Augmentation.NONE.copy(IMAGES, 2, new Draw(1, 1, 0), scaling, canvas(COLOR), target, 1);
        assertThat(target).startsWith(0).endsWith(expected);
    }

    @Test
    void certainFlipsMirror() {
        float[] original = original(IMAGES, 0);
        float[] mirrored = drawn(new Flip(Direction.HORIZONTAL, 1), 0);
        float[] upsideDown = drawn(new Flip(Direction.VERTICAL, 1), 0);
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < 9; y++) {
                for (int x = 0; x < 8; x++) {
                    assertThat(mirrored[place(c, y, x)]).isEqualTo(original[place(c, y, 7 - x)]);
                    assertThat(upsideDown[place(c, y, x)]).isEqualTo(original[place(c, 8 - y, x)]);
                }
            }
        }
        assertThat(drawn(new Flip(Direction.HORIZONTAL, 0), 0)).isEqualTo(original);
    }

    @Test
    void halfOfTheImagesAreMirrored() {
        float[] original = original(IMAGES, 0);
        int mirrored = 0;
        for (int epoch = 0; epoch < 1000; epoch++) {
            mirrored += Arrays.equals(drawn(new Flip(Direction.HORIZONTAL, 0.5), epoch), original) ? 0 : 1;
        }
        // Five standard deviations.
        assertThat(mirrored).isBetween(420, 580);
    }

    @Test
    void cropsMoveTheImageByEveryOffsetAndFillTheRest() {
        float[] original = original(IMAGES, 0);
        Set<String> offsets = new TreeSet<>();
        for (int epoch = 0; epoch < 400; epoch++) {
            float[] cropped = drawn(new Crop(2, 1), epoch);
            for (int down = -2; down <= 2; down++) {
                for (int right = -2; right <= 2; right++) {
                    if (isMoved(original, cropped, down, right)) {
                        offsets.add(down + " " + right);
                    }
                }
            }
        }
        assertThat(offsets).hasSize(25);
    }

    @Test
    void movesOfAnAffineMapAreThoseOfWholePixels() {
        float[] original = original(IMAGES, 0);
        Affine moved = new Affine(0, List.of(0.25, 0.0), Affine.NOT_SCALED, 0, 1);
        for (int epoch = 0; epoch < 50; epoch++) {
            float[] pixels = drawn(moved, epoch);
            int fits = 0;
            for (int right = -2; right <= 2; right++) {
                fits += isMoved(original, pixels, 0, right) ? 1 : 0;
            }
            assertThat(fits).isEqualTo(1);
        }
    }

    /** Rotation by a and scaling by s turn the slope of a ramp to cos(a) / s in x and sin(a) / s in y. */
    @Test
    void rotationAndScaleTurnTheSlopesOfARamp() {
        Affine turn = new Affine(40, Affine.NOT_MOVED, List.of(1.25, 1.25), 0, 0);
        DoubleSummaryStatistics degrees = new DoubleSummaryStatistics();
        for (int epoch = 0; epoch < 40; epoch++) {
            double[] slopes = slopesOfARamp(turn, epoch);
            assertThat(Math.hypot(slopes[0], slopes[1])).isCloseTo(1 / 1.25, within(0.03));
            degrees.accept(Math.toDegrees(Math.atan2(slopes[1], slopes[0])));
        }
        // 0.03 in a slope of 0.8 are two degrees.
        assertThat(degrees.getMin()).isBetween(-42.0, -30.0);
        assertThat(degrees.getMax()).isBetween(30.0, 42.0);
    }

    @Test
    void scalesAreDrawnFromTheWholeRange() {
        Affine scaled = new Affine(0, Affine.NOT_MOVED, List.of(0.8, 1.25), 0, 0);
        DoubleSummaryStatistics sizes = new DoubleSummaryStatistics();
        for (int epoch = 0; epoch < 40; epoch++) {
            double[] slopes = slopesOfARamp(scaled, epoch);
            assertThat(slopes[1]).isCloseTo(0, within(0.03));
            sizes.accept(1 / slopes[0]);
        }
        assertThat(sizes.getMin()).isBetween(0.78, 0.9);
        assertThat(sizes.getMax()).isBetween(1.15, 1.3);
    }

    /** Shearing along the rows by an angle leaves the slope in x and adds one of its tangent in y. */
    @Test
    void shearsAreDrawnToBothSides() {
        Affine sheared = new Affine(0, Affine.NOT_MOVED, Affine.NOT_SCALED, 30, 0);
        DoubleSummaryStatistics degrees = new DoubleSummaryStatistics();
        for (int epoch = 0; epoch < 40; epoch++) {
            double[] slopes = slopesOfARamp(sheared, epoch);
            assertThat(slopes[0]).isCloseTo(1, within(0.03));
            degrees.accept(Math.toDegrees(Math.atan(slopes[1])));
        }
        assertThat(degrees.getMin()).isBetween(-32.0, -22.0);
        assertThat(degrees.getMax()).isBetween(22.0, 32.0);
    }

    /** The slopes in x and y, around the centre, of a grey ramp whose slope was 1 in x. */
    private static double[] slopesOfARamp(Affine affine, int epoch) {
        ImageShape large = ImageShape.grey(101, 101);
        byte[] ramp = new byte[large.values()];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte) (50 + i % 101);
        }
        ImageSet set = ImageSet.of(large, 255, List.of("a"), ramp, new int[1]);
        float[] pixels = drawn(new Augmentation(List.of(affine)), set, 0, new Draw(1, epoch, 0));
        assertThat(pixels[50 * 101 + 50]).isEqualTo(100);
        // The nearest pixel is at most half a pixel away at either end.
        return new double[] {
            (pixels[50 * 101 + 80] - pixels[50 * 101 + 20]) / 60.0,
            (pixels[80 * 101 + 50] - pixels[20 * 101 + 50]) / 60.0
        };
    }

    @Test
    void aCropOfTheWholeImageChangesNothing() {
        ResizedCrop whole = new ResizedCrop(List.of(1.0, 1.0), List.of(8.0 / 9, 8.0 / 9));
        assertThat(drawn(whole, 1)).isEqualTo(original(IMAGES, 0));
    }

    @Test
    void enlargedPartsOfARampAreRampsOfSmallerSlope() {
        ImageShape wide = ImageShape.grey(64, 64);
        byte[] ramp = new byte[wide.values()];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte) (2 * (i % 64));
        }
        ImageSet set = ImageSet.of(wide, 255, List.of("a"), ramp, new int[1]);
        Augmentation quarter = new Augmentation(List.of(new ResizedCrop(List.of(0.25, 0.25), List.of(1.0, 1.0))));
        Set<Float> left = new TreeSet<>();
        for (int epoch = 0; epoch < 30; epoch++) {
            float[] pixels = drawn(quarter, set, 0, new Draw(1, epoch, 0));
            // 32 of 64 columns are enlarged to 64: two columns per old one, half a column off the edge.
            for (int x = 2; x < 62; x++) {
                assertThat(pixels[10 * 64 + x] - pixels[10 * 64 + x - 1]).isCloseTo(1, within(1e-4f));
            }
            left.add(pixels[0]);
        }
        assertThat(left).hasSizeGreaterThan(5);
    }

    @Test
    void erasedRectanglesHaveTheAreaAndTheColour() {
        ImageShape shape = new ImageShape(3, 40, 30);
        ImageSet set = images(shape, 1);
        Erase erase = new Erase(1, List.of(0.1, 0.2), List.of(0.5, 2.0), 1);
        float[] original = original(set, 0);
        for (int epoch = 0; epoch < 50; epoch++) {
            float[] pixels = drawn(new Augmentation(List.of(erase)), set, 0, new Draw(1, epoch, 0));
            int erased = 0;
            for (int i = 0; i < 1200; i++) {
                boolean filled = pixels[i] == 255 && pixels[1200 + i] == 255 && pixels[2400 + i] == 255;
                erased += filled ? 1 : 0;
                assertThat(filled || pixels[i] == original[i]).isTrue();
            }
            // Sides are rounded to whole pixels.
            assertThat(erased / 1200.0).isBetween(0.08, 0.23);
        }
        Erase never = new Erase(0, List.of(0.1, 0.2), List.of(0.5, 2.0), 1);
        assertThat(drawn(new Augmentation(List.of(never)), set, 0, new Draw(1, 1, 0)))
                .isEqualTo(original);
    }

    @Test
    void brightnessMultipliesByOneFactor() {
        float[] original = original(IMAGES, 0);
        Set<Float> factors = new TreeSet<>();
        for (int epoch = 0; epoch < 50; epoch++) {
            float[] pixels = drawn(new Brightness(0.3), epoch);
            float factor = pixels[5] / original[5];
            assertThat(factor).isBetween(0.7f, 1.3f);
            factors.add(factor);
            for (int i = 0; i < pixels.length; i++) {
                assertThat(pixels[i]).isCloseTo(Math.min(255, factor * original[i]), within(0.01f));
            }
        }
        assertThat(factors).hasSize(50);
    }

    @Test
    void contrastKeepsTheMeanGreyValue() {
        // Values from 60 to 190 are not cut off.
        for (int epoch = 0; epoch < 50; epoch++) {
            assertThat(meanGrey(drawn(new Contrast(0.3), epoch)))
                    .isCloseTo(meanGrey(original(IMAGES, 0)), within(0.01));
        }
        assertThat(drawn(new Contrast(0.3), 1)).isNotEqualTo(original(IMAGES, 0));
    }

    @Test
    void saturationKeepsEachGreyValueAndChangesColours() {
        float[] original = original(IMAGES, 0);
        for (int epoch = 0; epoch < 50; epoch++) {
            float[] pixels = drawn(new Saturation(0.3), epoch);
            for (int i = 0; i < 72; i++) {
                // The weights of the grey value add up to 0.9999.
                assertThat(grey(pixels, i)).isCloseTo(grey(original, i), within(0.05));
            }
            assertThat(pixels).isNotEqualTo(original);
        }
    }

    private static boolean isMoved(float[] original, float[] pixels, int down, int right) {
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < 9; y++) {
                for (int x = 0; x < 8; x++) {
                    int row = y - down;
                    int column = x - right;
                    boolean inside = row >= 0 && row < 9 && column >= 0 && column < 8;
                    if (pixels[place(c, y, x)] != (inside ? original[place(c, row, column)] : 255)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static int place(int channel, int y, int x) {
        return (channel * 9 + y) * 8 + x;
    }

    private static double grey(float[] pixels, int i) {
        return 0.2989 * pixels[i] + 0.587 * pixels[72 + i] + 0.114 * pixels[144 + i];
    }

    private static double meanGrey(float[] pixels) {
        double sum = 0;
        for (int i = 0; i < 72; i++) {
            sum += grey(pixels, i);
        }
        return sum / 72;
    }

    private static float[] drawn(Transform transform, int epoch) {
        return drawn(new Augmentation(List.of(transform)), IMAGES, 0, new Draw(1, epoch, 0));
    }

    private static float[] drawn(Augmentation augmentation, ImageSet images, int image, Draw draw) {
        Canvas canvas = canvas(images.shape());
        augmentation.draw(images, image, draw, canvas);
        return canvas.pixels().clone();
    }

    private static float[] original(ImageSet images, int image) {
        return drawn(Augmentation.NONE, images, image, new Draw(1, 0, 0));
    }

    private static Canvas canvas(ImageShape shape) {
        return new Canvas(shape, 255);
    }

    /** Random pixels from 60 to 190. */
    private static ImageSet images(ImageShape shape, int n) {
        RandomStream random = RandomStream.of(5, "test");
        byte[] pixels = new byte[n * shape.values()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (60 + random.nextInt(131));
        }
        return ImageSet.of(shape, 255, List.of("a"), pixels, new int[n]);
    }
}
