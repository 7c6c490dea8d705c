package org.metricloss.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.metricloss.base.Causes;
import org.metricloss.datasets.PartFiles.Part;

/** The images that the lists of a published data set name, in order. */
final class PublishedList {
    private final Path folder;
    private final Path images;
    private final List<Path> lists;
    private final Map<Path, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Part> classes = new LinkedHashMap<>();

    /** A listed image: its part and the name of its class. */
    record Entry(Part part, String label) {}

    /**
     * @param folder the folder that the paths in the lists start from
     * @param images the folder of the images
     * @param lists the lists, for the record
     */
    PublishedList(Path folder, Path images, List<Path> lists) {
        this.folder = folder;
        this.images = images;
        this.lists = lists;
    }

    /**
     * Adds an image.
     *
     * @throws IllegalArgumentException if the path is not valid or is listed twice, or the class is both trained and tested on
     */
    void add(Part part, String label, String path) {
        Path image;
        try {
            image = folder.resolve(path).normalize();
        } catch (InvalidPathException refused) {
            throw new IllegalArgumentException("the path of the image is not valid: " + refused.getMessage(), refused);
        }
        Part before = classes.putIfAbsent(label, part);
        if (before != null && (before == Part.TRAIN) != (part == Part.TRAIN)) {
            throw new IllegalArgumentException("class %s must be trained on or tested on, found both".formatted(label));
        }
        if (entries.put(image, new Entry(part, label)) != null) {
            throw new IllegalArgumentException("lists %s again".formatted(path));
        }
    }

    List<Path> lists() {
        return lists;
    }

    Map<Path, Entry> entries() {
        return entries;
    }

    /**
     * {@return the files in the folder of the images that no list names, relative to the folder of the paths, in order.
     * Hidden files and the texts beside the lists are passed over}
     */
    List<String> unlisted() {
        if (!Files.isDirectory(images)) {
            return List.of();
        }
        Set<Path> listed = entries.keySet();
        // Files.walk does not follow links, and the folder of the images may be one.
        Path real;
        try {
            real = images.toRealPath();
        } catch (IOException failed) {
            throw unreadable(failed);
        }
        try (Stream<Path> files = Files.walk(real)) {
            Set<String> found = new TreeSet<>();
            files.map(file -> images.resolve(real.relativize(file)).normalize())
                    .filter(file -> !listed.contains(file) && !isText(file) && !ClassFolders.isLeftBehind(file))
                    .filter(file -> !Files.isDirectory(file))
                    .forEach(file ->
                            found.add(folder.normalize().relativize(file).toString()));
            return new ArrayList<>(found);
        } catch (IOException | UncheckedIOException failed) {
            throw unreadable(failed);
        }
    }

    private DatasetException unreadable(Exception failed) {
        return new DatasetException(
                DatasetException.shown(images) + ": cannot be read (" + Causes.inWords(failed) + ")", failed);
    }

    /**
     * Requires that the names of the classes differ, since classes of one name would become one class.
     *
     * @param file the file of the names
     * @param names the names
     * @throws DatasetException if a name occurs twice
     */
    static void requireDistinct(Path file, Collection<String> names) {
        Set<String> found = new HashSet<>();
        for (String name : names) {
            if (!found.add(name)) {
                throw new DatasetException(
                        "%s: classes must have different names, found %s twice".formatted(file, name));
            }
        }
    }

    private boolean isText(Path file) {
        return !ImageFiles.isImage(file)
                && lists.stream()
                        .anyMatch(list -> list.resolveSibling(file.getFileName())
                                .normalize()
                                .equals(file));
    }
}
