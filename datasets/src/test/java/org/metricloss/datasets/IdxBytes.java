package org.metricloss.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.GZIPOutputStream;
import org.metricloss.core.random.RandomStream;
import org.metricloss.formats.Sha256;

/** Makes the bytes of small IDX files. */
public final class IdxBytes {
    public static final int IMAGES_MAGIC = 0x803;
    public static final int LABELS_MAGIC = 0x801;

    private IdxBytes() {}

    /** The header's numbers, then the content as it is. */
    public static byte[] file(byte[] content, int... header) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * header.length + content.length);
        for (int number : header) {
            bytes.putInt(number);
        }
        return bytes.put(content).array();
    }

    public static byte[] images(int count, int height, int width, long seed) {
        RandomStream random = RandomStream.of(seed, "idx images");
        byte[] pixels = new byte[count * height * width];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        return file(pixels, IMAGES_MAGIC, count, height, width);
    }

    /** Labels 0, 1, ..., classes - 1, 0, 1, ... */
    public static byte[] labels(int count, int classes) {
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % classes);
        }
        return file(labels, LABELS_MAGIC, count);
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    public static void write(Path folder, String name, byte[] content) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(byte[] content) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(content);
        return Sha256.hex(digest);
    }
}
