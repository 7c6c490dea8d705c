package org.metricloss.datasets;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.Pixels;

/** Images with their classes, in the order in which they were added. The images are numbered by their files. */
final class ImageCollection {
    private final List<Image> images = new ArrayList<>();
    private final Map<String, Integer> sizes = new LinkedHashMap<>();

    /** An image of a class. */
    private record Image(String className, String name, int file, Optional<String> group) {}

    /**
     * @param className the image's class
     * @param name the image's name, without its class and its file type; empty if no list of pairs names images
     * @param file the place of its file among all files
     */
    void add(String className, String name, int file) {
        add(className, name, file, Optional.empty());
    }

    /** @param group the image's group among the images of its class, such as the camera */
    void add(String className, String name, int file, Optional<String> group) {
        images.add(new Image(className, name, file, group));
        sizes.merge(className, 1, Integer::sum);
    }

    /** {@return the images of some collections, one after the other} */
    static ImageCollection joined(Collection<ImageCollection> parts) {
        ImageCollection all = new ImageCollection();
        parts.forEach(part ->
                part.images.forEach(image -> all.add(image.className(), image.name(), image.file(), image.group())));
        return all;
    }

    /** {@return the classes in the order of their first image} */
    Set<String> classes() {
        return sizes.keySet();
    }

    int size() {
        return images.size();
    }

    int images(String className) {
        return sizes.get(className);
    }

    /** {@return a collection with only some images of each class} */
    ImageCollection select(Selection selection) {
        ImageCollection selected = new ImageCollection();
        Map<String, Integer> seen = new HashMap<>();
        for (Image image : images) {
            int place = seen.merge(image.className(), 1, Integer::sum) - 1;
            if (selection.takes(image.className(), place)) {
                selected.add(image.className(), image.name(), image.file(), image.group());
            }
        }
        return selected;
    }

    /** Chooses images by their class and their position in it. */
    interface Selection {
        boolean takes(String className, int image);
    }

    /**
     * {@return the index of each image in the image set, by {@code class/name}}
     *
     * @throws DatasetException if two images of a class have one name
     */
    Map<String, Integer> rowsByName() {
        Map<String, Integer> rows = new LinkedHashMap<>();
        for (int row = 0; row < images.size(); row++) {
            String name = images.get(row).className() + "/" + images.get(row).name();
            if (rows.put(name, row) != null) {
                throw new DatasetException("two test images are called " + name
                        + " without their file types, so a list of pairs cannot name either");
            }
        }
        return rows;
    }

    /** {@return the group of each image as a number; empty if not every image has one} */
    Optional<int[]> groups() {
        Map<String, Integer> numbers = new HashMap<>();
        boolean all = images.stream().allMatch(image -> image.group().isPresent());
        return all
                ? Optional.of(images.stream()
                        .mapToInt(
                                image -> numbers.computeIfAbsent(image.group().orElseThrow(), unseen -> numbers.size()))
                        .toArray())
                : Optional.empty();
    }

    /** {@return the images as samples of a data set with these classes} */
    ImageSet imageSet(ImageSettings settings, Pixels pixels, List<String> classNames) {
        Map<String, Integer> labelOf = new LinkedHashMap<>();
        classNames.forEach(className -> labelOf.put(className, labelOf.size()));
        int[] labels = images.stream()
                .mapToInt(image -> labelOf.get(image.className()))
                .toArray();
        int[] files = images.stream().mapToInt(Image::file).toArray();
        return ImageSet.of(settings.shape(), ImageSet.MAX_PIXEL, classNames, pixels.select(files), labels);
    }

    /** {@return the names of the classes of some collections: first those of the first} */
    static List<String> classes(List<ImageCollection> parts) {
        Set<String> names = new LinkedHashSet<>();
        parts.forEach(part -> names.addAll(part.classes()));
        return List.copyOf(names);
    }

    /** {@return the class and the file of each image as text} */
    String description() {
        StringBuilder text = new StringBuilder();
        images.forEach(image ->
                text.append(image.className()).append('\0').append(image.file()).append('\n'));
        return text.toString();
    }
}
