package org.metricloss.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * PNG and JPEG files. Each is decoded when it is needed, in the same way as those of a data set.
 *
 * @param images the files in order
 */
public record ImageFiles(List<Image> images) {
    /**
     * An image file.
     *
     * @param file the file
     * @param label the name of its class, which is the name of its sub-folder; empty for a file beside the sub-folders
     */
    public record Image(Path file, Optional<String> label) {}

    /** Copies the list. */
    public ImageFiles {
        images = List.copyOf(images);
    }

    /** {@return whether a file's name ends like that of an image} */
    public static boolean isImage(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).matches("(?s).+\\.(png|jpe?g)");
    }

    /**
     * Lists the images in a folder: first those in the folder itself, then those in its sub-folders, each of which is a
     * class. Both are in the order of a data set of the type {@code folder}, and the same files are skipped.
     *
     * @param folder a folder
     * @return its images, at least one
     * @throws DatasetException if the folder cannot be read, holds no image, or a sub-folder holds something else
     */
    public static ImageFiles in(Path folder) {
        List<Image> found = new ArrayList<>();
        for (Path child : ClassFolders.sorted(folder)) {
            if (!ClassFolders.isLeftBehind(child) && !Files.isDirectory(child) && isImage(child)) {
                found.add(new Image(child, Optional.empty()));
            }
        }
        if (hasImages(folder)) {
            ClassFolders.of(folder)
                    .images()
                    .forEach((name, files) ->
                            files.forEach(file -> found.add(new Image(file.path(), Optional.of(name)))));
        }
        if (found.isEmpty()) {
            throw new DatasetException(
                    DatasetException.shown(folder) + ": holds no PNG or JPEG images (.png, .jpg or .jpeg)");
        }
        return new ImageFiles(found);
    }

    private static boolean hasImages(Path folder) {
        return ClassFolders.sorted(folder).stream()
                .filter(Files::isDirectory)
                .filter(child -> !ClassFolders.isLeftBehind(child))
                .flatMap(child -> ClassFolders.sorted(child).stream())
                .anyMatch(ImageFiles::isImage);
    }

    /**
     * {@return the pixels of an image, [channels, height, width] unsigned bytes}
     *
     * @param file a PNG or JPEG file
     * @param settings the size and the channels
     * @throws DatasetException if it cannot be read or decoded
     */
    public static byte[] pixels(Path file, ImageSettings settings) {
        return new ImageDecoder(settings).decode(ImageFile.content(file), file.toString());
    }
}
