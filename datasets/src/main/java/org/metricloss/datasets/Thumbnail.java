package org.metricloss.datasets;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.ImageShape;

/**
 * Creates small PNG files of a data set's images. Images with a side above {@value #MOST_SIDE} pixels are reduced to
 * that size.
 */
public final class Thumbnail {
    static final int MOST_SIDE = 48;

    private Thumbnail() {}

    /**
     * {@return the bytes of a PNG file}
     *
     * @param images the images; one channel is shown as grey, and the first three of three or more channels are red,
     *     green and blue
     * @param image the index of the image
     */
    public static byte[] png(ImageSet images, int image) {
        byte[] bytes = new byte[images.shape().values()];
        images.read(image, bytes, 0);
        float[] pixels = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            pixels[i] = Byte.toUnsignedInt(bytes[i]);
        }
        return png(pixels, images.shape(), images.maxValue());
    }

    /**
     * {@return the bytes of a PNG file}
     *
     * @param pixels [channels, height, width]; one channel is shown as grey, and the first three of three or more channels
     *     are red, green and blue
     * @param shape the shape of the image
     * @param maxValue the largest value that a pixel may have
     */
    public static byte[] png(float[] pixels, ImageShape shape, float maxValue) {
        double shrink = Math.min(1, (double) MOST_SIDE / Math.max(shape.height(), shape.width()));
        int height = Math.max(1, (int) Math.round(shape.height() * shrink));
        int width = Math.max(1, (int) Math.round(shape.width() * shrink));
        int channels = shape.channels() < 3 ? 1 : 3;
        byte[] target = new byte[channels * height * width];
        for (int channel = 0; channel < channels; channel++) {
            float[] source = new float[shape.height() * shape.width()];
            for (int i = 0; i < source.length; i++) {
                source[i] = ImageSet.MAX_PIXEL / maxValue * pixels[channel * source.length + i];
            }
            AreaAverage.resize(source, shape.height(), shape.width(), target, channel, height, width);
        }
        BufferedImage drawn = new BufferedImage(
                width, height, channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < channels; channel++) {
                    drawn.getRaster()
                            .setSample(x, y, channel, Byte.toUnsignedInt(target[(channel * height + y) * width + x]));
                }
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(drawn, "png", png);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return png.toByteArray();
    }
}
