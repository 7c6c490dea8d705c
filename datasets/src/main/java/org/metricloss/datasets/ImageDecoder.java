package org.metricloss.datasets;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes a PNG or JPEG image and resizes it by averaging areas. A PNG gives the same pixels on every machine; how a JPEG is rounded
 * is up to the Java runtime's decoder.
 */
final class ImageDecoder {
    /** More pixels are refused before they are decoded. */
    private static final long MOST_PIXELS = 64L << 20;

    private static final Set<String> FORMATS = Set.of("png", "jpeg");
    private static final int MAX = 255;

    private final ImageSettings settings;

    ImageDecoder(ImageSettings settings) {
        this.settings = settings;
    }

    /**
     * {@return [channels, height, width] unsigned bytes}
     *
     * @param content a PNG or JPEG file
     * @param name the file's name in messages
     * @throws DatasetException if it is not such a file, or too large
     */
    byte[] decode(byte[] content, String name) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new DatasetException(name + ": must be a PNG or JPEG image");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                    throw new DatasetException(name + ": must be a PNG or JPEG image, found " + reader.getFormatName());
                }
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MOST_PIXELS) {
                    throw new DatasetException(
                            name + ": must have at most " + MOST_PIXELS + " pixels, found " + pixels);
                }
                return resized(reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof DatasetException refused) {
                throw refused;
            }
            // The JDK's decoders throw all kinds of exceptions on broken files.
            throw new DatasetException(name + ": cannot be decoded (" + e + ")", e);
        }
    }

    private byte[] resized(BufferedImage image) {
        int height = image.getHeight();
        int width = image.getWidth();
        byte[] pixels = new byte[settings.channels() * settings.height() * settings.width()];
        for (int channel = 0; channel < settings.channels(); channel++) {
            float[] plane = plane(image, channel);
            AreaAverage.resize(plane, height, width, pixels, channel, settings.height(), settings.width());
        }
        return pixels;
    }

    /** {@return one channel (or the grey values) from 0 to 255, row by row} */
    private float[] plane(BufferedImage image, int channel) {
        float[] plane = new float[image.getHeight() * image.getWidth()];
        boolean stored = isGrey(image);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                plane[y * image.getWidth() + x] =
                        stored ? storedGrey(image, x, y) : converted(image.getRGB(x, y), channel);
            }
        }
        return plane;
    }

    /** Grey values are taken as stored: Java would convert them from linear light, which no other program does. */
    private static boolean isGrey(BufferedImage image) {
        ColorModel model = image.getColorModel();
        return !(model instanceof IndexColorModel) && model.getNumColorComponents() == 1;
    }

    private static float storedGrey(BufferedImage image, int x, int y) {
        Raster raster = image.getRaster();
        float grey = (float) raster.getSample(x, y, 0) * MAX / full(raster, 0);
        return raster.getNumBands() == 1 ? grey : onWhite(grey, (float) raster.getSample(x, y, 1) / full(raster, 1));
    }

    private static int full(Raster raster, int band) {
        return (1 << raster.getSampleModel().getSampleSize(band)) - 1;
    }

    private float converted(int argb, int channel) {
        float alpha = (float) (argb >>> 24) / MAX;
        int red = argb >> 16 & MAX;
        int green = argb >> 8 & MAX;
        int blue = argb & MAX;
        if (settings.color()) {
            return onWhite(channel == 0 ? red : channel == 1 ? green : blue, alpha);
        }
        // Luma of ITU-R BT.601.
        return onWhite((299 * red + 587 * green + 114 * blue) / 1000f, alpha);
    }

    private static float onWhite(float value, float alpha) {
        return alpha * value + (1 - alpha) * MAX;
    }
}
