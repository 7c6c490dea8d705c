package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.formats.NpzFile;
import org.metricloss.formats.StoredArray;

/**
 * Images against the pixels that Pillow 9.4.0 gives them: {@code ImageOps.exif_transpose(image).convert("RGB")}, and that converted
 * to {@code "L"}. Decoders of JPEG round in different ways, by two levels at most; PNG has no room for that.
 */
class PillowTest {
    private static final int JPEG_LEVELS = 2;
    private static final int PNG_LEVELS = 0;

    static List<String> images() throws URISyntaxException {
        try (NpzFile golden = NpzFile.open(resource("pillow.npz"))) {
            return golden.names().stream()
                    .filter(name -> name.endsWith(".rgb"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void pixelsAreThoseOfPillow(String image) throws IOException, URISyntaxException {
        int levels = image.endsWith(".png") ? PNG_LEVELS : JPEG_LEVELS;
        assertThat(greatestDifference(image, true)).isLessThanOrEqualTo(levels);
        assertThat(greatestDifference(image, false)).isLessThanOrEqualTo(levels);
    }

    static List<String> crops() throws URISyntaxException {
        try (NpzFile golden = NpzFile.open(resource("pillow-crop.npz"))) {
            return List.copyOf(golden.names());
        }
    }

    /**
     * As torchvision's {@code Resize} and {@code CenterCrop} call Pillow (12.3.0). The name of an array says the image, the
     * shorter side, the height and the width that are cut out, and the channels.
     */
    @ParameterizedTest
    @MethodSource("crops")
    void resizedAndCutOutPixelsAreThoseOfPillow(String name) throws IOException, URISyntaxException {
        String[] words = name.split(" ");
        int height = Integer.parseInt(words[2]);
        int width = Integer.parseInt(words[3]);
        ImageSettings settings =
                new ImageSettings(height, width, words[4].equals("rgb"), Optional.of(Integer.parseInt(words[1])));
        StoredArray golden;
        try (NpzFile arrays = NpzFile.open(resource("pillow-crop.npz"))) {
            golden = arrays.array(name).orElseThrow();
        }
        byte[] pixels = new ImageDecoder(settings).decode(Files.readAllBytes(resource(words[0])), name);
        assertThat(greatestDifference(golden.longs(), pixels, settings))
                .isLessThanOrEqualTo(words[0].endsWith(".png") ? PNG_LEVELS : JPEG_LEVELS);
    }

    /** One file for each kind of PNG: every depth of grey, colors and palettes, with and without transparency. */
    @Test
    void everyKindOfPngIsCompared() throws URISyntaxException {
        assertThat(images())
                .contains("grey-1.png", "grey-2.png", "grey-4.png", "grey.png", "grey-16.png")
                .contains("grey-1-transparent.png", "grey-2-transparent.png", "grey-4-transparent.png")
                .contains("grey-8-transparent.png", "grey-16-transparent.png", "grey-alpha-8.png", "grey-alpha-16.png")
                .contains("palette-1-transparent.png", "palette-2-transparent.png", "palette-4-transparent.png")
                .contains("palette-8-transparent.png", "palette-4.png", "pal.png", "rgb.png", "rgb-16.png")
                .contains("rgb-8-transparent.png", "rgb-16-transparent.png", "rgb-alpha-8.png", "rgb-alpha-16.png");
    }

    @Test
    void greyOfCmykIsGrey() throws IOException, URISyntaxException {
        byte[] content = Files.readAllBytes(resource("gray64-cmyk.jpg"));
        byte[] pixels = decoder(4, 4, false).decode(content, "gray64-cmyk.jpg");
        assertThat(pixels).containsOnly((byte) 64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"half.jpg", "cut-half.jpg", "cut-noeoi.jpg", "cut-last10.jpg", "cut-progressive.jpg", "cut.png"})
    void imageThatIsCutOffIsRefused(String name) throws IOException, URISyntaxException {
        assertThat(images()).isNotEmpty();
        byte[] content = Files.readAllBytes(resource(name));
        assertThatThrownBy(() -> decoder(28, 28, true).decode(content, name))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(name + (name.endsWith("png") ? ": cannot be decoded" : ": is cut off ("));
    }

    private static int greatestDifference(String image, boolean color) throws IOException, URISyntaxException {
        StoredArray golden;
        try (NpzFile arrays = NpzFile.open(resource("pillow.npz"))) {
            golden = arrays.array(image + (color ? ".rgb" : ".grey")).orElseThrow();
        }
        ImageSettings settings = new ImageSettings(golden.shape()[0], golden.shape()[1], color);
        byte[] pixels = new ImageDecoder(settings).decode(Files.readAllBytes(resource(image)), image);
        return greatestDifference(golden.longs(), pixels, settings);
    }

    private static int greatestDifference(long[] expected, byte[] pixels, ImageSettings settings) {
        int area = settings.height() * settings.width();
        int channels = settings.channels();
        assertThat(expected).hasSize(pixels.length).hasSize(area * channels);
        int greatest = 0;
        for (int place = 0; place < area; place++) {
            for (int channel = 0; channel < channels; channel++) {
                long difference =
                        expected[place * channels + channel] - Byte.toUnsignedInt(pixels[channel * area + place]);
                greatest = (int) Math.max(greatest, Math.abs(difference));
            }
        }
        return greatest;
    }

    private static ImageDecoder decoder(int height, int width, boolean color) {
        return new ImageDecoder(new ImageSettings(height, width, color));
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(PillowTest.class.getResource("images/" + name).toURI());
    }
}
