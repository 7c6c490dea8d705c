package org.metricloss.datasets;

import com.drew.metadata.Metadata;
import com.drew.metadata.adobe.AdobeJpegDirectory;
import com.drew.metadata.jfif.JfifDirectory;
import com.drew.metadata.jpeg.JpegComponent;
import com.drew.metadata.jpeg.JpegDirectory;
import java.awt.image.Raster;

/**
 * Computes the pixels of a JPEG from the stored components, with the same results as libjpeg and Pillow. Colour
 * profiles are ignored. The colour space of three components is determined by the rules of libjpeg (jdapimin.c). Four
 * components are CMYK or YCCK, stored inverted as Adobe does.
 */
final class JpegRows implements PixelRows {
    private static final int MAX = 255;
    private static final int MIDDLE = 128;

    private final Raster raster;
    private final boolean luminanceAndChroma;
    private final int[] row;

    private JpegRows(Raster raster, boolean luminanceAndChroma) {
        this.raster = raster;
        this.luminanceAndChroma = luminanceAndChroma;
        this.row = new int[raster.getWidth() * raster.getNumBands()];
    }

    /**
     * @param raster the stored components
     * @param metadata the file's metadata on its components
     * @throws IllegalArgumentException if there are two components, or more than four
     */
    static JpegRows of(Raster raster, Metadata metadata) {
        int components = raster.getNumBands();
        if (components != 1 && components != 3 && components != 4) {
            throw new IllegalArgumentException("a JPEG must have 1, 3 or 4 components, found " + components);
        }
        return new JpegRows(raster, components == 3 ? isYCbCr(metadata) : components == 4 && isYcck(metadata));
    }

    private static boolean isYCbCr(Metadata metadata) {
        if (metadata.containsDirectoryOfType(JfifDirectory.class)) {
            return true;
        }
        Integer transform = transform(metadata);
        if (transform != null) {
            return transform != 0;
        }
        JpegDirectory frame = metadata.getFirstDirectoryOfType(JpegDirectory.class);
        return !(frame != null && hasId(frame, 0, 'R') && hasId(frame, 1, 'G') && hasId(frame, 2, 'B'));
    }

    private static boolean hasId(JpegDirectory frame, int place, char id) {
        JpegComponent component = frame.getComponent(place);
        return component != null && component.getComponentId() == id;
    }

    private static boolean isYcck(Metadata metadata) {
        Integer transform = transform(metadata);
        return transform != null && transform != 0;
    }

    private static Integer transform(Metadata metadata) {
        AdobeJpegDirectory adobe = metadata.getFirstDirectoryOfType(AdobeJpegDirectory.class);
        return adobe == null ? null : adobe.getInteger(AdobeJpegDirectory.TAG_COLOR_TRANSFORM);
    }

    @Override
    public int height() {
        return raster.getHeight();
    }

    @Override
    public int width() {
        return raster.getWidth();
    }

    @Override
    public boolean isGrey() {
        return raster.getNumBands() == 1;
    }

    @Override
    public void read(int y, float[] values) {
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
        int bands = raster.getNumBands();
        if (bands == 1) {
            for (int x = 0; x < row.length; x++) {
                values[x] = row[x];
            }
            return;
        }
        for (int x = 0; x < raster.getWidth(); x++) {
            int from = x * bands;
            int to = x * 3;
            if (luminanceAndChroma) {
                float blue = row[from + 1] - MIDDLE;
                float red = row[from + 2] - MIDDLE;
                // These are the equations of ITU-T T.871 for the full range.
                values[to] = clamped(row[from] + 1.402f * red);
                values[to + 1] = clamped(row[from] - 0.344136f * blue - 0.714136f * red);
                values[to + 2] = clamped(row[from] + 1.772f * blue);
            } else {
                for (int i = 0; i < 3; i++) {
                    values[to + i] = row[from + i];
                }
            }
            if (bands == 4) {
                // The file stores 255 - C, 255 - M, 255 - Y and 255 - K. In YCCK the first three are again subtracted
                // from 255.
                for (int i = 0; i < 3; i++) {
                    float ink = luminanceAndChroma ? MAX - values[to + i] : values[to + i];
                    values[to + i] = Math.round(ink * row[from + 3] / MAX);
                }
            }
        }
    }

    private static float clamped(float value) {
        return Math.max(0, Math.min(MAX, Math.round(value)));
    }
}
