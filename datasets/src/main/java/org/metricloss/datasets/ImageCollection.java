package org.metricloss.datasets;

import java.nio.ByteBuffer;
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

/** Decoded images by the name of their class, in the order in which they were added. */
final class ImageCollection {
    private static final int MOST_NAMED = 5;
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final ImageSettings settings;
    private final Map<String, List<byte[]>> imagesByClass = new LinkedHashMap<>();
    private final Map<String, List<String>> namesByClass = new LinkedHashMap<>();

    ImageCollection(ImageSettings settings) {
        this.settings = settings;
    }

    /**
     * @param className the image's class
     * @param name the image's name, without its class and its file type
     * @param pixels [channels, height, width]
     */
    void add(String className, String name, byte[] pixels) {
        imagesByClass.computeIfAbsent(className, unseen -> new ArrayList<>()).add(pixels);
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
        ImageCollection selected = new ImageCollection(settings);
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
     * @throws DatasetException if a part has no image, or only some of the test classes are trained on
     */
    static Dataset dataset(
            String name,
            ImageCollection train,
            ImageCollection test,
            DatasetSettings settings,
            List<SourceFile> sources) {
        if (train.classes().isEmpty() || test.classes().isEmpty()) {
            throw new DatasetException(name + ": must have training and test images, found "
                    + train.classes().size() + " classes with training images and "
                    + test.classes().size() + " with test images");
        }
        requireAllOrNoneTrained(name, train, test);
        List<String> classNames = Stream.of(train.classes(), test.classes())
                .flatMap(Collection::stream)
                .distinct()
                .toList();
        return Dataset.of(
                name,
                train.imageSet(name + ", training part", classNames),
                test.imageSet(name + ", test part", classNames),
                settings.normalize(),
                sources);
    }

    private static void requireAllOrNoneTrained(String name, ImageCollection train, ImageCollection test) {
        List<String> unseen = test.classes().stream()
                .filter(className -> !train.classes().contains(className))
                .toList();
        if (!unseen.isEmpty() && unseen.size() < test.classes().size()) {
            throw new DatasetException(
                    "%s: either all test classes must have training images or none; of %s, %s have none: %s%s"
                            .formatted(
                                    name,
                                    test.classes().size(),
                                    unseen.size(),
                                    String.join(", ", unseen.subList(0, Math.min(MOST_NAMED, unseen.size()))),
                                    unseen.size() > MOST_NAMED ? ", ..." : ""));
        }
    }

    private ImageSet imageSet(String part, List<String> classNames) {
        Map<String, Integer> labelOf = new LinkedHashMap<>();
        classNames.forEach(className -> labelOf.put(className, labelOf.size()));
        long images = imagesByClass.values().stream().mapToLong(List::size).sum();
        ByteBuffer pixels = ByteBuffer.allocate(pixelBytes(part, images, settings));
        List<Integer> labels = new ArrayList<>();
        imagesByClass.forEach((className, ofClass) -> ofClass.forEach(image -> {
            pixels.put(image);
            labels.add(labelOf.get(className));
        }));
        return ImageSet.of(
                shape(settings),
                ImageSet.MAX_PIXEL,
                classNames,
                pixels.array(),
                labels.stream().mapToInt(Integer::intValue).toArray());
    }

    static ImageShape shape(ImageSettings settings) {
        return new ImageShape(settings.channels(), settings.height(), settings.width());
    }

    /**
     * {@return the length of the array that holds a number of images}
     *
     * @param part the part that the images belong to, for the message
     * @throws DatasetException if no array can be that long
     */
    static int pixelBytes(String part, long images, ImageSettings settings) {
        ImageShape shape = shape(settings);
        int most = LONGEST_ARRAY / shape.values();
        if (images > most) {
            throw new DatasetException("%s: %s images of %s are more than one part can have: at most %s"
                    .formatted(part, images, shape, most));
        }
        return (int) images * shape.values();
    }
}
