package org.metricloss.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.metricloss.base.Causes;

/**
 * Reads IDX files of unsigned bytes, the format of MNIST (LeCun, Cortes, Burges: The MNIST database of handwritten
 * digits): images with magic number 0x00000803 and labels with 0x00000801, plain or as gzip. File names do not matter.
 *
 * <p>The reader is strict: a wrong magic number, a side or count of 0, a missing or surplus byte, a label outside the
 * classes, or more bytes than the limit is a {@link DatasetException}. Memory is at most about twice the number of
 * bytes that are actually present, whatever size the header states. Bytes after the end of a gzip stream that are not
 * gzip themselves are ignored, as gzip does.
 */
public final class IdxReader {
    /** The largest number of bytes of pixels or labels that a reader accepts by default: 1 GiB. */
    public static final int DEFAULT_LIMIT_BYTES = 1 << 30;

    /** The largest number of classes that one byte can distinguish. */
    public static final int MAX_CLASSES = 256;

    private static final long IMAGES_MAGIC = 0x803;
    private static final long LABELS_MAGIC = 0x801;

    private final int limitBytes;

    private IdxReader(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** {@return a reader with the default limit} */
    public static IdxReader standard() {
        return withLimit(DEFAULT_LIMIT_BYTES);
    }

    /**
     * {@return a reader with a given limit}
     *
     * @param limitBytes the largest number of bytes of pixels or labels in a file, at least 1
     * @throws IllegalArgumentException if the limit is below 1
     */
    public static IdxReader withLimit(int limitBytes) {
        if (!(limitBytes > 0)) {
            throw new IllegalArgumentException("limitBytes must be > 0, got " + limitBytes);
        }
        return new IdxReader(limitBytes);
    }

    /**
     * {@return the content of a file}
     *
     * @param file an IDX file of images
     * @throws DatasetException if the file does not exist or is malformed
     */
    public IdxImages images(Path file) {
        return read(file, in -> images(in, file.toString()));
    }

    /**
     * {@return the content of a file}
     *
     * @param in the bytes of an IDX file of images; the caller closes it
     * @param name the file's name in messages
     * @throws DatasetException if the bytes are malformed
     */
    public IdxImages images(InputStream in, String name) {
        try (IdxInput input = IdxInput.open(in, name)) {
            requireMagic(input, IMAGES_MAGIC, "images");
            int count = size(input, "number of images");
            int height = size(input, "image height");
            int width = size(input, "image width");
            if ((long) height * width > limitBytes / count) {
                throw tooLarge(input, count + " x " + height + " x " + width);
            }
            byte[] pixels = input.bytes(count * height * width, "pixels");
            return new IdxImages(count, height, width, pixels, input.end());
        }
    }

    /**
     * {@return the content of a file}
     *
     * @param file an IDX file of labels
     * @param classes the number of classes, at most {@link #MAX_CLASSES}; labels are from 0 to classes - 1
     * @throws DatasetException if the file does not exist or is malformed
     */
    public IdxLabels labels(Path file, int classes) {
        return read(file, in -> labels(in, file.toString(), classes));
    }

    /**
     * {@return the content of a file}
     *
     * @param in the bytes of an IDX file of labels; the caller closes it
     * @param name the file's name in messages
     * @param classes the number of classes, at most {@link #MAX_CLASSES}; labels are from 0 to classes - 1
     * @throws DatasetException if the bytes are malformed
     */
    public IdxLabels labels(InputStream in, String name, int classes) {
        try (IdxInput input = IdxInput.open(in, name)) {
            requireMagic(input, LABELS_MAGIC, "labels");
            int count = size(input, "number of labels");
            if (count > limitBytes) {
                throw tooLarge(input, Integer.toString(count));
            }
            byte[] bytes = input.bytes(count, "labels");
            int[] labels = new int[count];
            for (int i = 0; i < count; i++) {
                labels[i] = Byte.toUnsignedInt(bytes[i]);
                if (labels[i] >= classes) {
                    throw input.failure(
                            "label must be from 0 to " + (classes - 1) + ", found " + labels[i] + " at position " + i);
                }
            }
            return new IdxLabels(labels, input.end());
        }
    }

    private static <T> T read(Path file, Function<InputStream, T> reading) {
        try (InputStream in = Files.newInputStream(file)) {
            return reading.apply(in);
        } catch (NoSuchFileException e) {
            throw new DatasetException(file + ": no such file", e);
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be read (" + Causes.inWords(e) + ")", e);
        }
    }

    private static void requireMagic(IdxInput input, long magic, String what) {
        long found = input.number("magic number");
        if (found != magic) {
            throw input.failure(String.format(
                    Locale.ROOT,
                    "not an IDX file of %s: its magic number must be 0x%08x, found 0x%08x",
                    what,
                    magic,
                    found));
        }
    }

    private static int size(IdxInput input, String what) {
        long size = input.number(what);
        if (!(size >= 1 && size <= Integer.MAX_VALUE)) {
            throw input.failure(what + " must be from 1 to " + Integer.MAX_VALUE + ", found " + size);
        }
        return (int) size;
    }

    private DatasetException tooLarge(IdxInput input, String promised) {
        return input.failure("the header states " + promised + " bytes, at most " + limitBytes + " are allowed");
    }
}
