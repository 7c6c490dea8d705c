package org.metricloss.datasets;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.png.PngMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.adobe.AdobeJpegReader;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.jfif.JfifReader;
import com.drew.metadata.jpeg.JpegReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes a PNG or JPEG image, turns it upright as its EXIF orientation says, and resizes it as {@link ImageSettings}
 * describes. A PNG gives the same pixels on every machine; the rounding of a JPEG depends on the Java runtime's decoder. A
 * truncated file is refused.
 */
final class ImageDecoder {
    /**
     * The version of the decoded pixels. It must be increased with every change that gives any image other pixels, so that
     * images in the cache are decoded again.
     */
    static final int VERSION = 1;

    /** The largest number of pixels; images with more are refused before they are decoded. */
    private static final long MOST_PIXELS = 64L << 20;

    private static final String JPEG = "jpeg";
    private static final Set<String> FORMATS = Set.of("png", JPEG);

    /** The decoder's warnings that indicate lost pixels. Other warnings, such as those about skipped bytes, do not. */
    private static final Pattern CUT_OFF = Pattern.compile("(?i)truncated|premature|missing eoi");

    private final ImageSettings settings;

    ImageDecoder(ImageSettings settings) {
        this.settings = settings;
    }

    /**
     * {@return [channels, height, width] unsigned bytes}
     *
     * @param content a PNG or JPEG file
     * @param name the file's name in messages
     * @throws DatasetException if it is not such a file, is truncated, or is too large
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
                return decode(reader, content, name);
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

    private byte[] decode(ImageReader reader, byte[] content, String name) throws IOException {
        String format = reader.getFormatName().toLowerCase(Locale.ROOT);
        if (!FORMATS.contains(format)) {
            throw new DatasetException(name + ": must be a PNG or JPEG image, found " + reader.getFormatName());
        }
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
            throw new DatasetException(name + ": must have at most " + MOST_PIXELS + " pixels, found " + pixels);
        }
        boolean jpeg = format.equals(JPEG);
        if (jpeg) {
            JpegScans.requireDecodable(content, pixels, name);
        }
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        Metadata metadata = metadata(content, jpeg);
        PixelRows rows =
                jpeg ? JpegRows.of(reader.readRaster(0, null), metadata) : new PngRows(reader.read(0), content);
        Optional<String> cutOff =
                warnings.stream().filter(CUT_OFF.asPredicate()).findFirst();
        if (cutOff.isPresent()) {
            throw new DatasetException(name + ": is cut off (" + cutOff.get() + ")");
        }
        return resized(rows, Orientation.of(metadata));
    }

    /** Reads the file's metadata on colours and orientation. It is empty if that part of the file is broken. */
    private static Metadata metadata(byte[] content, boolean jpeg) {
        try {
            return jpeg
                    ? JpegMetadataReader.readMetadata(
                            new ByteArrayInputStream(content),
                            List.of(new JpegReader(), new JfifReader(), new AdobeJpegReader(), new ExifReader()))
                    : PngMetadataReader.readMetadata(new ByteArrayInputStream(content));
        } catch (ImageProcessingException | IOException | RuntimeException broken) {
            return new Metadata();
        }
    }

    private byte[] resized(PixelRows rows, Orientation orientation) {
        int height = orientation.exchangesSides() ? rows.width() : rows.height();
        int width = orientation.exchangesSides() ? rows.height() : rows.width();
        byte[] pixels = new byte[settings.channels() * settings.height() * settings.width()];
        Optional<CenterCrop> crop = settings.shorterSide().map(side -> new CenterCrop(height, width, settings));
        for (int channel = 0; channel < settings.channels(); channel++) {
            float[] plane = orientation.upright(plane(rows, channel), rows.height(), rows.width());
            if (crop.isPresent()) {
                crop.get().cut(plane, pixels, channel);
            } else {
                AreaAverage.resize(plane, height, width, pixels, channel, settings.height(), settings.width());
            }
        }
        return pixels;
    }

    /** {@return one channel (or the grey values) from 0 to 255, row by row} */
    private float[] plane(PixelRows rows, int channel) {
        int width = rows.width();
        float[] plane = new float[rows.height() * width];
        float[] row = new float[width * rows.channels()];
        for (int y = 0; y < rows.height(); y++) {
            rows.read(y, row);
            for (int x = 0; x < width; x++) {
                plane[y * width + x] = rows.isGrey() ? row[x] : ofColor(row, 3 * x, channel);
            }
        }
        return plane;
    }

    private float ofColor(float[] row, int place, int channel) {
        if (settings.color()) {
            return row[place + channel];
        }
        // This is the luma of ITU-R BT.601 in units of 2^-16 and rounded, as Pillow computes it.
        return (19595 * (int) row[place] + 38470 * (int) row[place + 1] + 7471 * (int) row[place + 2] + (1 << 15))
                >> 16;
    }
}
