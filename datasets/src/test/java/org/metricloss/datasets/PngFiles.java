package org.metricloss.datasets;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small image files for tests. */
public final class PngFiles {
    private PngFiles() {}

    /** A pixel's packed colour. */
    public interface Pixels {
        int rgb(int x, int y);
    }

    /** {@return an image of {@code BufferedImage.TYPE_...} in a format of ImageIO} */
    public static byte[] encoded(String format, int type, int width, int height, Pixels pixels) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (image.getRaster().getNumBands() == 1 && type != BufferedImage.TYPE_BYTE_BINARY) {
                    image.getRaster().setSample(x, y, 0, pixels.rgb(x, y));
                } else {
                    image.setRGB(x, y, pixels.rgb(x, y));
                }
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("cannot write " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** {@return a grey PNG, the values as they are stored} */
    public static byte[] grey(int width, int height, Pixels values) {
        return encoded("png", BufferedImage.TYPE_BYTE_GRAY, width, height, values);
    }

    /** Writes a file and makes its folder. */
    public static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
