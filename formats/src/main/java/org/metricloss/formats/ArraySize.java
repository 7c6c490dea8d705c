package org.metricloss.formats;

import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipException;
import org.metricloss.base.Launcher;

/** Checks the size that the header of an array states, before memory is allocated. */
final class ArraySize {
    /** The most elements of a Java array. */
    static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private ArraySize() {}

    /**
     * Compares the size that a header states with the bytes that are present, and the memory that is needed with the
     * heap.
     *
     * @param file the file, for messages
     * @param name the array's name, for messages
     * @param header the header
     * @param size the bytes of header and elements that are present
     * @param needed the memory that is needed to read the array, in bytes
     * @param mostBytes the most bytes of elements that are read
     * @throws ZipException if the sizes do not match
     * @throws FileException if the array is too large
     */
    static void require(Path file, String name, NpyHeader header, long size, long needed, long mostBytes)
            throws ZipException {
        long elements = header.elements();
        long each = header.type().bytes();
        boolean countable = elements >= 0 && (each == 0 || elements <= Long.MAX_VALUE / each);
        long there = size - header.headerBytes();
        if (!countable || elements * each != there) {
            throw new ZipException(String.format(
                    Locale.ROOT, "is %s, which does not match the %d bytes in the file", header.describe(), there));
        }
        boolean axesFit = header.shape().stream().allMatch(axis -> axis <= MOST_BYTES);
        if (there > mostBytes || elements > MOST_BYTES || !axesFit) {
            throw new FileException(String.format(
                    Locale.ROOT,
                    "%s: array %s is %s; at most %d bytes are read",
                    file,
                    name,
                    header.describe(),
                    mostBytes));
        }
        long heap = Runtime.getRuntime().maxMemory();
        if (needed > heap) {
            throw new FileException(String.format(
                    Locale.ROOT,
                    "%s: reading array %s, %s, needs %.1f GiB, and this JVM's heap is at most %.1f GiB; %s",
                    file,
                    name,
                    header.describe(),
                    needed / 0x1p30,
                    heap / 0x1p30,
                    Launcher.moreHeap()));
        }
    }
}
