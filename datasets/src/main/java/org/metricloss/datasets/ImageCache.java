package org.metricloss.datasets;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.metricloss.base.Causes;
import org.metricloss.core.data.ImageShape;
import org.metricloss.formats.Sha256;

/**
 * The folder of decoded images. Images are decoded and resized once; later they are read from the file that holds their
 * pixels.
 *
 * <p>The name of a file is a hash of the names, sizes and times of the images and of the settings that determine their
 * pixels. A file is written whole or not at all, so several programs may use the folder at once. If the files would exceed
 * the limit, those that were not used for the longest time are deleted first.
 */
public final class ImageCache {
    /** The environment variable with the limit of the folder in GiB. */
    public static final String LIMIT_VARIABLE = "METRICLOSS_CACHE_LIMIT";

    static final int NAME_LENGTH = 24;
    static final String CHECKSUM = ".sha256";

    private static final String FOLDER = "images";
    private static final String PIXELS = ".pixels";
    private static final double STANDARD_GIB = 64;
    private static final System.Logger LOGGER = System.getLogger(ImageCache.class.getName());

    private final Path folder;
    private final long limit;

    /**
     * @param folder the folder, which is created when needed
     * @param limit the most bytes that its files may take
     */
    ImageCache(Path folder, long limit) {
        this.folder = folder;
        this.limit = limit;
    }

    /**
     * {@return the cache of this machine, with the limit that the environment of this process names}
     *
     * @param locations the locations of data
     * @throws DatasetException if the limit is not a number above 0
     */
    public static ImageCache of(DataLocations locations) {
        return of(locations, System.getenv());
    }

    static ImageCache of(DataLocations locations, Map<String, String> environment) {
        String text = environment.getOrDefault(LIMIT_VARIABLE, "").strip();
        double gib = STANDARD_GIB;
        if (!text.isEmpty()) {
            if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") || !(Double.parseDouble(text) > 0)) {
                throw new DatasetException(LIMIT_VARIABLE + " must be a number of GiB > 0, got '" + text + "'");
            }
            gib = Double.parseDouble(text);
        }
        return new ImageCache(locations.cache().resolve(FOLDER), (long) (gib * 0x1p30));
    }

    /**
     * Opens the decoded images. If they are not in the folder, they are decoded first.
     *
     * @param what the data set in messages
     * @param files a hash of the images' names, sizes and times
     * @param settings the settings that determine the pixels
     * @param images the image files
     * @throws DatasetException if an image cannot be read or decoded, or the folder cannot be written
     */
    CachedImages open(String what, String files, ImageSettings settings, EncodedImages images) {
        ImageShape shape = settings.shape();
        String key = Sha256.of(files + " " + settings.ofPixels());
        Path file = folder.resolve(key.substring(0, NAME_LENGTH) + PIXELS);
        try {
            PixelFile wanted = new PixelFile(file, key, images.count(), shape.values());
            if (Files.exists(file)) {
                String broken = wanted.problem();
                if (broken.isEmpty()) {
                    touch(file);
                    return wanted.open();
                }
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "{0}: {1}; the images are decoded again",
                        DatasetException.shown(file),
                        broken);
                Files.deleteIfExists(file);
            }
            Files.createDirectories(folder);
            makeRoom(what, shape, wanted);
            write(what, wanted, new ImageDecoder(settings), images);
            return wanted.open();
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private static void write(String what, PixelFile file, ImageDecoder decoder, EncodedImages images)
            throws IOException {
        try {
            file.write(new ParallelDecoder(what, decoder, images));
        } catch (FileAlreadyExistsException other) {
            // Another program has written the same images in the meantime.
            LOGGER.log(System.Logger.Level.DEBUG, "{0} was written by another program", file.path());
        }
    }

    /** Deletes the files that were not used for the longest time, and refuses a file that is too large. */
    private void makeRoom(String what, ImageShape shape, PixelFile wanted) throws IOException {
        long needed = wanted.bytes();
        if (needed > limit) {
            throw new DatasetException(String.format(
                    Locale.ROOT,
                    "%s: %d images of %s take %.1f GiB in %s, whose limit is %.1f GiB; %s=%.0f allows them",
                    what,
                    wanted.images(),
                    shape,
                    needed / 0x1p30,
                    folder,
                    limit / 0x1p30,
                    LIMIT_VARIABLE,
                    Math.ceil(needed / 0x1p30)));
        }
        List<Path> oldest = new ArrayList<>(files(PIXELS));
        oldest.sort(Comparator.comparingLong(ImageCache::lastUsed));
        for (Path unused : oldest) {
            if (bytes() > limit - needed) {
                delete(unused);
            }
        }
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < needed) {
            throw new DatasetException(String.format(
                    Locale.ROOT,
                    "%s: %d images of %s take %.1f GiB, and %s has %.1f GiB free; %s can name another folder",
                    what,
                    wanted.images(),
                    shape,
                    needed / 0x1p30,
                    folder,
                    free / 0x1p30,
                    DataLocations.CACHE_VARIABLE));
        }
    }

    /** {@return the folder} */
    public Path folder() {
        return folder;
    }

    /** {@return the most bytes that the files may take} */
    public long limit() {
        return limit;
    }

    /** {@return the number of data sets whose images are in the folder} */
    public int sets() {
        return files(PIXELS).size();
    }

    /** {@return the bytes of all files} */
    public long bytes() {
        return files("").stream().mapToLong(file -> file.toFile().length()).sum();
    }

    /**
     * Deletes all files, also those that a program left unfinished when it was killed.
     *
     * @return the bytes that were deleted
     * @throws DatasetException if a file cannot be deleted
     */
    public long clean() {
        long before = bytes();
        for (Path file : files("")) {
            delete(file);
        }
        return before;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
            for (Path checksum : list(file.resolveSibling("."), name(file) + "-", CHECKSUM)) {
                Files.deleteIfExists(checksum);
            }
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be deleted (" + Causes.inWords(e) + ")", e);
        }
    }

    private List<Path> files(String ending) {
        return list(folder, "", ending);
    }

    private static List<Path> list(Path folder, String beginning, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith(beginning)
                            && file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DatasetException(
                    DatasetException.shown(folder) + ": cannot be read (" + Causes.inWords(e) + ")", e);
        }
    }

    /** {@return the name of a file of pixels without its ending} */
    static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, Math.min(NAME_LENGTH, name.length()));
    }

    /** The time of a file says when it was last used. */
    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException readOnly) {
            LOGGER.log(System.Logger.Level.DEBUG, "{0}: the time cannot be changed", file);
        }
    }

    private static long lastUsed(Path file) {
        return file.toFile().lastModified();
    }

    static DatasetException cannotWrite(Path file, IOException e) {
        return new DatasetException(
                "cannot write " + DatasetException.shown(file) + " (" + Causes.inWords(e) + "); "
                        + DataLocations.CACHE_VARIABLE + " can name another folder",
                e);
    }
}
