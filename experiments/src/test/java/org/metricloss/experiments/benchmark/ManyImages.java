package org.metricloss.experiments.benchmark;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.random.RandomStream;

/**
 * Writes a folder of many small colour images, to see that data beyond the heap is decoded and trained on. Each class has a
 * pattern of its own, to which each image adds noise.
 */
public final class ManyImages {
    private static final int PER_CLASS = 50;
    private static final int CELL = 4;
    private static final int NOISE = 20;

    private ManyImages() {}

    /**
     * Writes the images as {@code FOLDER/class/image.png}; existing ones are replaced.
     *
     * @param args the folder, the number of images, their height and their width
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 4) {
            System.out.println("arguments: FOLDER IMAGES HEIGHT WIDTH, such as /tmp/many 500000 16 16");
            return;
        }
        Path folder = Path.of(args[0]);
        int images = Integer.parseInt(args[1]);
        int height = Integer.parseInt(args[2]);
        int width = Integer.parseInt(args[3]);
        ImageIO.setUseCache(false);
        int classes = (images + PER_CLASS - 1) / PER_CLASS;
        Parallel.blocks(2, classes, 1, () -> (from, to) -> {
            for (int c = from; c < to; c++) {
                int count = Math.min(PER_CLASS, images - c * PER_CLASS);
                write(folder.resolve(String.format(Locale.ROOT, "c%06d", c)), c, count, height, width);
            }
        });
    }

    private static void write(Path folder, int number, int images, int height, int width) {
        try {
            Files.createDirectories(folder);
            for (int image = 0; image < images; image++) {
                RandomStream pattern = RandomStream.of(number, "pattern");
                RandomStream noise = RandomStream.of(number, "noise", 0, image);
                BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
                int[] cells = new int[((height - 1) / CELL + 1) * ((width - 1) / CELL + 1)];
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = pattern.nextInt(1 << 24);
                }
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        int color = cells[y / CELL * ((width - 1) / CELL + 1) + x / CELL];
                        int change = noise.nextInt(NOISE);
                        drawn.setRGB(x, y, color ^ change ^ change << 8 ^ change << 16);
                    }
                }
                try (OutputStream out =
                        Files.newOutputStream(folder.resolve(String.format(Locale.ROOT, "%03d.png", image)))) {
                    ImageIO.write(drawn, "png", out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
