package org.metricloss.core.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Data sets of images of one pixel, which is the image's number. */
final class NumberedImages {
    static final List<String> NAMES = List.of("a", "b", "c");

    private NumberedImages() {}

    /** {@return images of three classes, as many of each as stated} */
    static ImageSet images(int a, int b, int c) {
        int[] labels = new int[a + b + c];
        Arrays.fill(labels, a, a + b, 1);
        Arrays.fill(labels, a + b, labels.length, 2);
        byte[] pixels = new byte[labels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return ImageSet.of(ImageShape.grey(1, 1), 255, NAMES, pixels, labels);
    }

    static Dataset dataset(int a, int b, int c) {
        return Dataset.of("letters", images(a, b, c), images(1, 1, 1), Normalization.STANDARD, List.of());
    }

    /** Images as above of the first classes to train on, of the others to test on. */
    static Dataset openSet(int trained, int perClass) {
        int classes = trained + 2;
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        int[] labels =
                IntStream.range(0, classes * perClass).map(i -> i / perClass).toArray();
        byte[] pixels = new byte[labels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        ImageSet all = ImageSet.of(ImageShape.grey(1, 1), 255, names, pixels, labels);
        return Dataset.of(
                "faces",
                all.select(IntStream.range(0, trained * perClass).toArray()),
                all.select(IntStream.range(trained * perClass, labels.length).toArray()),
                Normalization.UNIT,
                List.of());
    }

    static int[] pixels(SampleSet images) {
        return IntStream.range(0, images.size())
                .map(i -> ((ImageSet) images).pixel(i, 0, 0, 0))
                .toArray();
    }

    static int[] classSizes(SampleSet images) {
        return Arrays.stream(images.samplesByClass()).mapToInt(of -> of.length).toArray();
    }

    /** {@return the numbers that name the classes of the images of an open set, ascending} */
    static int[] classes(SampleSet images) {
        return Arrays.stream(images.labels())
                .map(label -> Integer.parseInt(images.classNames().get(label)))
                .distinct()
                .sorted()
                .toArray();
    }
}
