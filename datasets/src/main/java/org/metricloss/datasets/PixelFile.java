package org.metricloss.datasets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metricloss.formats.AtomicFiles;

/**
 * A file of decoded images: the pixels of one image after the other, one byte per value, and a last line of
 * {@value #FOOTER} bytes that describes them. The line comes last because the hash of the image files is known only
 * when all are read.
 *
 * @param path the file
 * @param key the hash of the images and settings that it must hold
 * @param images the number of images
 * @param values the values of each
 */
record PixelFile(Path path, String key, int images, int values) {
    private static final int FOOTER = 256;
    private static final Pattern LINE = Pattern.compile(
            "metricloss-pixels 1 key ([0-9a-f]{64}) images ([0-9]+) values ([0-9]+) content ([0-9a-f]{64}) *\n");

    /** Writes the pixels of all images. */
    interface Content {
        /** {@return the SHA-256 of all image files} */
        String writeTo(OutputStream out) throws IOException;
    }

    /** {@return the size of the complete file} */
    long bytes() {
        return (long) images * values + FOOTER;
    }

    /**
     * Writes the file whole or not at all.
     *
     * @throws java.nio.file.FileAlreadyExistsException if it already exists
     * @throws IOException if it cannot be written
     */
    void write(Content content) throws IOException {
        AtomicFiles.create(path, out -> {
            String line = String.format(
                    Locale.ROOT,
                    "metricloss-pixels 1 key %s images %d values %d content %s",
                    key,
                    images,
                    values,
                    content.writeTo(out));
            byte[] footer = new byte[FOOTER];
            Arrays.fill(footer, (byte) ' ');
            byte[] text = line.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, footer, 0, text.length);
            footer[FOOTER - 1] = '\n';
            out.write(footer);
        });
    }

    /** {@return the reason why the existing file cannot be used; empty if it can} */
    String problem() throws IOException {
        long found = Files.size(path);
        if (found != bytes()) {
            return "has %s bytes instead of %s".formatted(found, bytes());
        }
        Matcher line = LINE.matcher(footer());
        if (!line.matches()) {
            return "does not end as a file of pixels does";
        }
        return line.group(1).equals(key)
                        && line.group(2).equals(Integer.toString(images))
                        && line.group(3).equals(Integer.toString(values))
                ? ""
                : "holds other images or images of other settings";
    }

    /** {@return the images of a file without problems} */
    CachedImages open() throws IOException {
        Matcher line = LINE.matcher(footer());
        if (!line.matches()) {
            throw new IOException("does not end as a file of pixels does");
        }
        return new CachedImages(MappedPixels.of(path, images, values), line.group(4), path);
    }

    private String footer() throws IOException {
        ByteBuffer footer = ByteBuffer.allocate(FOOTER);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long from = Math.max(0, channel.size() - FOOTER);
            while (footer.hasRemaining() && channel.read(footer, from + footer.position()) >= 0) {
                // A read may return fewer bytes than asked for.
            }
        }
        return new String(footer.array(), 0, footer.position(), StandardCharsets.US_ASCII);
    }
}
