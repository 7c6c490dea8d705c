package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.formats.NpzFile;

/** Features of small TorchScript networks, which make_torchscript.py makes. */
class FeaturesCommandTest {
    private static final double[] FEATURES = {1, -1, -2, -1, -1, 2, -1, 1, -2, 1, 1, 2};

    @TempDir
    private Path folder;

    private Path images;

    @BeforeEach
    void makeImages() throws IOException {
        images = folder.resolve("images");
        int[][] halves = {{0xff0000, 0x0000ff}, {0x00ff00, 0xffffff}};
        for (int i = 0; i < halves.length; i++) {
            BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 64; p++) {
                image.setRGB(p % 8, p / 8, halves[i][p / 32]);
            }
            Path file = images.resolve("class" + i + "/" + i + ".png");
            Files.createDirectories(file.getParent());
            ImageIO.write(image, "png", file.toFile());
        }
    }

    private Path model(String name) throws IOException {
        Path model = folder.resolve(name);
        try (InputStream in =
                FeaturesCommandTest.class.getResourceAsStream("/org/metricloss/experiments/model/" + name)) {
            Files.copy(in, model);
        }
        return model;
    }

    private CommandRun features(Path model, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "features",
                model.toString(),
                images.toString(),
                "--output",
                folder.resolve("features.npz").toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private CommandRun features(Path model) {
        return features(model, "--size", "8", "--mean", "0.5,0.5,0.5", "--std", "0.5,0.5,0.25");
    }

    @Test
    void featuresAreThoseOfTheScaledImages() throws IOException {
        CommandRun ran = features(model("features.pt"));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("2 embeddings of 6 numbers");
        try (NpzFile file = NpzFile.open(folder.resolve("features.npz"))) {
            assertThat(file.array("embeddings").orElseThrow().doubles()).containsExactly(FEATURES);
            assertThat(file.array("labels").orElseThrow().texts()).containsExactly("class0", "class1");
        }
    }

    /** Resized as a whole, the white margins would change the features. */
    @Test
    void theMiddleOfResizedImagesIsCutOut() throws IOException {
        try (Stream<Path> files = Files.walk(images)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                BufferedImage wide = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
                Graphics2D drawn = wide.createGraphics();
                drawn.setColor(Color.WHITE);
                drawn.fillRect(0, 0, 16, 8);
                drawn.drawImage(ImageIO.read(file.toFile()), 4, 0, null);
                drawn.dispose();
                ImageIO.write(wide, "png", file.toFile());
            }
        }
        CommandRun ran = features(
                model("features.pt"), "--resize", "8", "--crop", "8", "--mean", "0.5,0.5,0.5", "--std", "0.5,0.5,0.25");
        assertThat(ran.code()).as(ran.err()).isZero();
        try (NpzFile file = NpzFile.open(folder.resolve("features.npz"))) {
            assertThat(file.array("embeddings").orElseThrow().doubles()).containsExactly(FEATURES);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--mean 1                              | features needs either --size or both --resize and --crop",
                "--size 8 --resize 8                   | features needs either --size or both --resize and --crop",
                "--crop 8                              | features needs either --size or both --resize and --crop",
                "--size 8 --resize 8 --crop 8          | features needs either --size or both --resize and --crop",
                "--resize 7 --crop 8x4                 | '--resize, --crop: images of 8 x 4 can be cut out if the shorter side is from 8 to 1024, got 7'",
                "--resize 8 --crop 8x0                 | --crop must be from 1 to 1024, got 8x0"
            })
    void wrongSizesAreRefused(String sizes, String message) throws IOException {
        List<String> options = new ArrayList<>(List.of(sizes.split(" ")));
        if (!options.contains("--mean")) {
            options.addAll(List.of("--mean", "0.5"));
        }
        options.addAll(List.of("--std", "0.5"));
        assertRefused(features(folder.resolve("any.pt"), options.toArray(String[]::new)), message);
    }

    @Test
    void modelThatGivesNoFeaturesIsRefused() throws IOException {
        Path model = model("images.pt");
        assertRefused(features(model), model + ": must give features [n, d], gives (2, 3, 8, 8) for 2 images");
    }

    @Test
    void fileThatIsNoTorchScriptIsRefused() throws IOException {
        Path model = Files.writeString(folder.resolve("words.pt"), "no network");
        assertRefused(features(model), model + ": PyTorch cannot load it: ");
        Path missing = folder.resolve("missing.pt");
        assertRefused(features(missing), missing + ": no such file");
    }

    /** Whether it then works is tested in the module onnx-check. */
    @Test
    void onnxNeedsItsEngine() throws IOException {
        assumeFalse(ai.djl.engine.Engine.hasEngine("OnnxRuntime"));
        Path model = Files.writeString(folder.resolve("model.onnx"), "");
        assertRefused(
                features(model),
                model + ": ONNX files need DJL's ONNX engine, which the Maven profile 'onnx' adds: ./mvnw -Ponnx ...");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0        | 0.5     | 0.5     | --size must be from 1 to 1024, got 0",
                "8x       | 0.5     | 0.5     | '--size must be one number or HEIGHTxWIDTH, got 8x'",
                "8        | 0.5,0.5 | 0.5,0.5 | '--mean, --std: mean and standard deviation must have 1 number for grey images or 3 for RGB, got 2 and 2'",
                "8        | 0.5     | 0       | '--mean, --std: the standard deviation must be finite and > 0, got [0.0]'"
            })
    void wrongScalingIsRefused(String size, String mean, String deviation, String message) throws IOException {
        assertRefused(features(folder.resolve("any.pt"), "--size", size, "--mean", mean, "--std", deviation), message);
    }

    private void assertRefused(CommandRun ran, String message) {
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(2);
        assertThat(ran.err()).startsWith("error: " + message).hasLineCount(1);
        assertThat(folder.resolve("features.npz")).doesNotExist();
    }
}
