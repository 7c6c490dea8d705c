package org.metricloss.datasets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.ImageShape;
import org.metricloss.core.data.SourceFile;
import org.metricloss.formats.Sha256;

/** Images by the name of their class, in the order in which they were added. The images are numbered by their files. */
final class ImageCollection {

    private final Map<String, List<Integer>> imagesByClass = new LinkedHashMap<>();
    private final Map<String, List<String>> namesByClass = new LinkedHashMap<>();

    /**
     * @param className the image's class
     * @param name the image's name, without its class and its file type
     * @param image the place of its file among all files
     */
    void add(String className, String name, int image) {
        imagesByClass.computeIfAbsent(className, unseen -> new ArrayList<>()).add(image);
        namesByClass.computeIfAbsent(className, unseen -> new ArrayList<>()).add(name);
    }

    Set<String> classes() {
        return imagesByClass.keySet();
    }

    int images(String className) {
        return imagesByClass.get(className).size();
    }

    /** {@return a collection with only some images of each class} */
    ImageCollection select(Selection selection) {
        ImageCollection selected = new ImageCollection();
        imagesByClass.forEach((className, images) -> {
            for (int i = 0; i < images.size(); i++) {
                if (selection.takes(className, i)) {
                    selected.add(className, namesByClass.get(className).get(i), images.get(i));
                }
            }
        });
        return selected;
    }

    /** Chooses images by their class and their position in it. */
    interface Selection {
        boolean takes(String className, int image);
    }

    private int[] files() {
        return imagesByClass.values().stream()
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** {@return the index of each image in the image set, by {@code class/name}} */
    Map<String, Integer> rowsByName() {
        Map<String, Integer> rows = new LinkedHashMap<>();
        namesByClass.forEach(
                (className, names) -> names.forEach(name -> rows.put(className + "/" + name, rows.size())));
        return rows;
    }

    /**
     * Makes a data set whose first classes are those that are trained on.
     *
     * @param name the name of the data set
     * @param train the images to train on
     * @param test the test images
     * @param decoded the decoded images of all files
     * @param settings the settings of the data set
     * @param sources the files, for the record
     * @throws DatasetException if a part has no image, or only some of the test classes are trained on
     */
    static Dataset dataset(
            String name,
            ImageCollection train,
            ImageCollection test,
            CachedImages decoded,
            DatasetSettings settings,
            List<SourceFile> sources) {
        requireParts(name, train, test);
        List<String> classNames = Stream.of(train.classes(), test.classes())
                .flatMap(Collection::stream)
                .distinct()
                .toList();
        ImageShape shape = shape(settings.images());
        ImageSet training = train.imageSet(shape, decoded, classNames);
        ImageSet tested = test.imageSet(shape, decoded, classNames);
        return Dataset.of(
                name,
                training,
                tested,
                settings.normalizer(),
                sources,
                () -> decoded.checksum(parts(train, test), () -> Dataset.sha256(training, tested)));
    }

    /**
     * Checks the parts before images are decoded.
     *
     * @throws DatasetException if a part has no image, or only some of the test classes are trained on
     */
    static void requireParts(String name, ImageCollection train, ImageCollection test) {
        if (train.classes().isEmpty() || test.classes().isEmpty()) {
            throw new DatasetException(name + ": must have training and test images, found "
                    + train.classes().size() + " classes with training images and "
                    + test.classes().size() + " with test images");
        }
        ClassNames.requireAllOrNoneTrained(name, "image", train.classes(), test.classes());
    }

    private ImageSet imageSet(ImageShape shape, CachedImages decoded, List<String> classNames) {
        Map<String, Integer> labelOf = new LinkedHashMap<>();
        classNames.forEach(className -> labelOf.put(className, labelOf.size()));
        int[] labels = imagesByClass.entrySet().stream()
                .flatMapToInt(ofClass -> ofClass.getValue().stream().mapToInt(image -> labelOf.get(ofClass.getKey())))
                .toArray();
        return ImageSet.of(
                shape, ImageSet.MAX_PIXEL, classNames, decoded.pixels().select(files()), labels);
    }

    /** {@return a hash of the classes and images of both parts} */
    private static String parts(ImageCollection train, ImageCollection test) {
        MessageDigest digest = Sha256.newDigest();
        for (ImageCollection part : List.of(train, test)) {
            part.imagesByClass.forEach((className, images) ->
                    digest.update(("\n" + className + "\0" + images).getBytes(StandardCharsets.UTF_8)));
            digest.update((byte) 1);
        }
        return Sha256.hex(digest);
    }

    static ImageShape shape(ImageSettings settings) {
        return new ImageShape(settings.channels(), settings.height(), settings.width());
    }
}
