package org.metricloss.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.datasets.PartFiles.Part;

/**
 * Reads the lists of CUB-200-2011 (Wah et al.: The Caltech-UCSD Birds-200-2011 Dataset, 2011): {@code images.txt} with the
 * number and the path of each image, {@code image_class_labels.txt} with the number and the class of each, {@code
 * classes.txt} with the name of each class. Its {@code train_test_split.txt} divides the images of each class and is not
 * used: metric learning trains on the first half of the classes and tests on the second (Oh Song et al.: Deep Metric
 * Learning via Lifted Structured Feature Embedding, CVPR 2016).
 */
final class Cub200 {
    private static final int CLASSES = 200;
    private static final int TRAINED = 100;

    private Cub200() {}

    static PublishedList read(Path parent) {
        Path folder = PublishedSet.inside(parent, "CUB_200_2011");
        Path images = folder.resolve("images.txt");
        Path labels = folder.resolve("image_class_labels.txt");
        Path classes = folder.resolve("classes.txt");
        Map<Integer, String> paths = byNumber(TextLines.read(images), Integer.MAX_VALUE);
        Map<Integer, String> classOf = byNumber(TextLines.read(labels), Integer.MAX_VALUE);
        Map<Integer, String> names = byNumber(TextLines.read(classes), CLASSES);
        PublishedList.requireDistinct(classes, names.values());
        requireSame(images, paths, labels, classOf);
        requireSame(labels, classOf, images, paths);
        PublishedList list =
                new PublishedList(folder.resolve("images"), folder.resolve("images"), List.of(images, labels, classes));
        paths.forEach((number, path) -> {
            String text = classOf.get(number);
            if (!text.matches("[0-9]{1,3}") || !names.containsKey(Integer.parseInt(text))) {
                throw new DatasetException(
                        "%s: the class of image %s must be in %s, found %s".formatted(labels, number, classes, text));
            }
            int label = Integer.parseInt(text);
            try {
                list.add(label <= TRAINED ? Part.TRAIN : Part.TEST, names.get(label), path);
            } catch (IllegalArgumentException refused) {
                throw new DatasetException(images + ": " + refused.getMessage(), refused);
            }
        });
        return list;
    }

    /** Reads lines of a number and a text. */
    private static Map<Integer, String> byNumber(TextLines text, int most) {
        Map<Integer, String> found = new LinkedHashMap<>();
        for (int line = 0; line < text.size(); line++) {
            if (text.isBlank(line)) {
                continue;
            }
            String[] cells = text.cells(line);
            if (cells.length != 2) {
                throw text.refused(line, "must hold a number and a text, found " + cells.length + " cells");
            }
            if (found.put(text.number(line, cells[0], 1, most), cells[1]) != null) {
                throw text.refused(line, "number " + cells[0] + " occurs twice");
            }
        }
        return found;
    }

    private static void requireSame(
            Path first, Map<Integer, String> inFirst, Path second, Map<Integer, String> inSecond) {
        List<String> missing = new ArrayList<>();
        inFirst.forEach((number, text) -> {
            if (!inSecond.containsKey(number)) {
                missing.add(number + " (" + text + ")");
            }
        });
        if (!missing.isEmpty()) {
            throw new DatasetException("%s: must list the same images as %s; missing are %s: %s"
                    .formatted(second, first, missing.size(), ListedImages.named(missing)));
        }
    }
}
