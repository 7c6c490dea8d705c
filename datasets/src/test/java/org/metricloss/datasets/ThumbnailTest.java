package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.ImageShape;

class ThumbnailTest {
    @Test
    void brightestPixelIsWhite() throws IOException {
        BufferedImage image =
                read(ImageSet.of(ImageShape.grey(1, 3), 16, List.of("a"), new byte[] {0, 8, 16}, new int[] {0}));
        assertThat(image.getRaster().getSample(0, 0, 0)).isZero();
        assertThat(image.getRaster().getSample(1, 0, 0)).isEqualTo(128);
        assertThat(image.getRaster().getSample(2, 0, 0)).isEqualTo(255);
    }

    @Test
    void largeImagesAreAveragedAndKeepTheirColours() throws IOException {
        byte[] pixels = new byte[3 * 96 * 48];
        Arrays.fill(pixels, 0, 96 * 48, (byte) 200);
        Arrays.fill(pixels, 96 * 48, 2 * 96 * 48, (byte) 100);
        BufferedImage image = read(ImageSet.of(new ImageShape(3, 96, 48), 255, List.of("a"), pixels, new int[] {0}));
        assertThat(image.getHeight()).isEqualTo(Thumbnail.MOST_SIDE);
        assertThat(image.getWidth()).isEqualTo(Thumbnail.MOST_SIDE / 2);
        assertThat(image.getRGB(3, 5) & 0xFFFFFF).isEqualTo(200 << 16 | 100 << 8);
    }

    private static BufferedImage read(ImageSet images) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Thumbnail.png(images, 0)));
    }
}
