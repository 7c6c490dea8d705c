package org.metricloss.datasets;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** The pixels of a PNG on a white background. Colour profiles and gamma are ignored. */
final class PngRows implements PixelRows {
    private static final int MAX = 255;

    private final BufferedImage image;

    PngRows(BufferedImage image) {
        this.image = image;
    }

    @Override
    public int height() {
        return image.getHeight();
    }

    @Override
    public int width() {
        return image.getWidth();
    }

    /**
     * Grey values are used as stored, because Java would convert them from linear light, which no other program does.
     */
    @Override
    public boolean isGrey() {
        ColorModel model = image.getColorModel();
        return !(model instanceof IndexColorModel) && model.getNumColorComponents() == 1;
    }

    @Override
    public void read(int y, float[] values) {
        if (isGrey()) {
            for (int x = 0; x < image.getWidth(); x++) {
                values[x] = storedGrey(x, y);
            }
            return;
        }
        for (int x = 0; x < image.getWidth(); x++) {
            int argb = image.getRGB(x, y);
            float alpha = (float) (argb >>> 24) / MAX;
            values[3 * x] = onWhite(argb >> 16 & MAX, alpha);
            values[3 * x + 1] = onWhite(argb >> 8 & MAX, alpha);
            values[3 * x + 2] = onWhite(argb & MAX, alpha);
        }
    }

    private float storedGrey(int x, int y) {
        Raster raster = image.getRaster();
        float grey = (float) raster.getSample(x, y, 0) * MAX / full(raster, 0);
        return raster.getNumBands() == 1 ? grey : onWhite(grey, (float) raster.getSample(x, y, 1) / full(raster, 1));
    }

    private static int full(Raster raster, int band) {
        return (1 << raster.getSampleModel().getSampleSize(band)) - 1;
    }

    private static float onWhite(float value, float alpha) {
        return alpha * value + (1 - alpha) * MAX;
    }
}
