package org.metricloss.datasets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.metricloss.base.Causes;
import org.metricloss.formats.Sha256;

/**
 * A PNG or JPEG file that was found but not yet read.
 *
 * @param path the file
 * @param bytes its size
 * @param modified when it was last changed
 */
record ImageFile(Path path, long bytes, Instant modified) {
    /** The largest size of an image file in bytes. */
    private static final long MOST_BYTES = 64L << 20;

    /**
     * {@return the file, whose attributes are read once}
     *
     * @param path the file, or a link to it
     * @throws DatasetException if it is not there, or not a plain file with the name of an image
     */
    static ImageFile of(Path path) {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException missing) {
            throw new DatasetException(
                    path + (Files.isSymbolicLink(path) ? ": is a link to a file that is not there" : ": no such file"),
                    missing);
        } catch (IOException e) {
            throw new DatasetException(path + ": cannot be read (" + Causes.inWords(e) + ")", e);
        }
        if (found.isDirectory()) {
            throw new DatasetException(path + ": must be an image file, found a folder");
        }
        if (!found.isRegularFile()) {
            throw new DatasetException(path + ": must be a plain file, not a pipe or a device");
        }
        if (!ImageFiles.isImage(path)) {
            throw new DatasetException(path + ": must be a PNG or JPEG image (.png, .jpg or .jpeg)");
        }
        return new ImageFile(path, found.size(), found.lastModifiedTime().toInstant());
    }

    /** {@return the content; files of more than 64 MiB are refused} */
    byte[] content() {
        return content(path);
    }

    /**
     * {@return the content of an image file}
     *
     * @param path the file
     * @throws DatasetException if it is not a plain file, has more than 64 MiB or cannot be read
     */
    static byte[] content(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new DatasetException(path + (Files.exists(path) ? ": must be a plain file" : ": no such file"));
        }
        try {
            long size = Files.size(path);
            if (size > MOST_BYTES) {
                throw new DatasetException(path + ": must have at most " + MOST_BYTES + " bytes, found " + size);
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new DatasetException(path + ": cannot be read (" + Causes.inWords(e) + ")", e);
        }
    }

    /**
     * {@return a hash of the names, sizes and times of files, in order}
     *
     * @param files the files
     */
    static String hash(List<ImageFile> files) {
        MessageDigest digest = Sha256.newDigest();
        for (ImageFile file : files) {
            String line = String.format(
                    Locale.ROOT,
                    "%s\0%d\0%s\n",
                    file.path().toAbsolutePath().normalize(),
                    file.bytes(),
                    file.modified());
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return Sha256.hex(digest);
    }

    /** {@return the files as images that can be decoded} */
    static EncodedImages encoded(List<ImageFile> files) {
        return new EncodedImages() {
            @Override
            public int count() {
                return files.size();
            }

            @Override
            public String name(int image) {
                return files.get(image).path().toString();
            }

            @Override
            public byte[] content(int image) {
                return files.get(image).content();
            }
        };
    }
}
