package org.metricloss.datasets;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Optional;

/**
 * The pixels of a PNG as Pillow's {@code convert("RGB")} gives them. Transparency is dropped, so that a pixel has the
 * color that is stored. Samples of 16 bits keep their upper 8 bits; in a grey image without an alpha channel, however,
 * every value above 255 becomes 255. Color profiles and gamma are ignored.
 */
final class PngRows implements PixelRows {
    private static final int MAX = 255;
    private static final int WIDE = 16;
    /** The position of the color type in a PNG file, and the type of grey images without an alpha channel. */
    private static final int COLOR_TYPE = 25;

    private static final int GREY = 0;

    private final Raster raster;
    private final Optional<IndexColorModel> palette;
    private final int bits;
    private final boolean greyWithoutAlpha;

    /**
     * @param image the decoded image
     * @param content the file, which tells an alpha channel from one that the decoder has added
     */
    PngRows(BufferedImage image, byte[] content) {
        this.raster = image.getRaster();
        this.palette = image.getColorModel() instanceof IndexColorModel colors ? Optional.of(colors) : Optional.empty();
        this.bits = raster.getSampleModel().getSampleSize(0);
        this.greyWithoutAlpha = content[COLOR_TYPE] == GREY;
    }

    @Override
    public int height() {
        return raster.getHeight();
    }

    @Override
    public int width() {
        return raster.getWidth();
    }

    /** Grey values are read as stored: Java would convert them from linear light, which no other program does. */
    @Override
    public boolean isGrey() {
        return palette.isEmpty() && raster.getNumBands() < 3;
    }

    @Override
    public void read(int y, float[] values) {
        int channels = channels();
        for (int x = 0; x < width(); x++) {
            if (palette.isPresent()) {
                int color = palette.get().getRGB(raster.getSample(x, y, 0));
                values[3 * x] = color >> 16 & MAX;
                values[3 * x + 1] = color >> 8 & MAX;
                values[3 * x + 2] = color & MAX;
            } else {
                for (int channel = 0; channel < channels; channel++) {
                    values[channels * x + channel] = toByte(raster.getSample(x, y, channel));
                }
            }
        }
    }

    private int toByte(int sample) {
        if (bits < WIDE) {
            return sample;
        }
        return greyWithoutAlpha ? Math.min(sample, MAX) : sample >> 8;
    }
}
