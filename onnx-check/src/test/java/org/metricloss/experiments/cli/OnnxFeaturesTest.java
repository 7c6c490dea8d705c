package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.formats.FloatMatrix;
import org.metricloss.formats.NpzFile;

/** The command {@code features} with ONNX files, which needs DJL's ONNX engine: that of the module experiments has none. */
class OnnxFeaturesTest {
    /** More images than are given to a model at a time. */
    private static final int IMAGES = 70;

    private static final String EXPERIMENT = """
            name: exported
            dataset: digits
            network: {name: lenet, embedding: 6}
            batch: {classes: 10, perClass: 4}
            optimizer: {type: sgd, learningRate: 0.05}
            budget: {steps: 20}
            engines: [djl]
            seeds: [1]
            objectives:
              softmax: [{loss: softmax}]
            """;

    @TempDir
    private static Path folder;

    private static Path images;
    private static Path onnx;
    private static String model;

    @BeforeAll
    static void trainAndExport() throws IOException {
        images = Files.createDirectory(folder.resolve("images"));
        for (int i = 0; i < IMAGES; i++) {
            BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
            for (int p = 0; p < 64; p++) {
                image.getRaster().setSample(p % 8, p / 8, 0, (p * (i + 3) + i * i) % 256);
            }
            ImageIO.write(image, "png", images.resolve("%03d.png".formatted(i)).toFile());
        }
        Path file = Files.writeString(folder.resolve("exported.yaml"), EXPERIMENT);
        succeed("run", file.toString(), "--results", folder.resolve("runs").toString());
        try (Stream<Path> runs = Files.list(folder.resolve("runs/exported"))) {
            model = runs.findFirst().orElseThrow().resolve("softmax.djl.seed-1").toString();
        }
        onnx = folder.resolve("model.onnx");
        succeed("export", model, "--output", onnx.toString());
    }

    private static int execute(StringWriter err, String... arguments) {
        return Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err, true), arguments);
    }

    private static void succeed(String... arguments) {
        StringWriter err = new StringWriter();
        assertThat(execute(err, arguments)).as(err.toString()).isZero();
    }

    private static FloatMatrix embeddings(Path npz) {
        try (NpzFile file = NpzFile.open(npz)) {
            return file.matrix("embeddings").orElseThrow();
        }
    }

    /** The exported graph takes pixels from 0 to 255, so a deviation of 1/255 gives it what it takes. */
    @Test
    void featuresOfAnExportedModelAreItsEmbeddings() {
        Path embedded = folder.resolve("embedded.npz");
        Path features = folder.resolve("features.npz");
        succeed("embed", model, images.toString(), "--output", embedded.toString());
        succeed(
                "features",
                onnx.toString(),
                images.toString(),
                "--size",
                "8",
                "--mean",
                "0",
                "--std",
                Double.toString(1.0 / 255),
                "--output",
                features.toString());
        FloatMatrix expected = embeddings(embedded);
        FloatMatrix actual = embeddings(features);
        assertThat(actual.rows()).isEqualTo(expected.rows()).isEqualTo(IMAGES);
        assertThat(actual.columns()).isEqualTo(expected.columns()).isEqualTo(6);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.values().length; i++) {
            largest = Math.max(largest, Math.abs(expected.values()[i]));
            difference = Math.max(difference, Math.abs(expected.values()[i] - actual.values()[i]));
        }
        assertThat(largest).isGreaterThan(1e-2);
        assertThat(difference).isLessThan(1e-5 * largest);
    }

    @Test
    void whatTheModelDoesNotTakeAndWhatIsNoModelAreRefused() throws IOException {
        assertRefused(onnx, "16", onnx + ": fails on images of 1x16x16 (channels, height, width): ");
        Path words = Files.writeString(folder.resolve("words.onnx"), "no network");
        assertRefused(words, "8", words + ": OnnxRuntime cannot load it: ");
    }

    private static void assertRefused(Path file, String size, String message) {
        StringWriter err = new StringWriter();
        Path output = folder.resolve("refused.npz");
        int code = execute(
                err,
                "features",
                file.toString(),
                images.toString(),
                "--size",
                size,
                "--mean",
                "0",
                "--std",
                "1",
                "--output",
                output.toString());
        assertThat(code).as(err.toString()).isEqualTo(2);
        assertThat(err.toString()).startsWith("error: " + message).hasLineCount(1);
        assertThat(output).doesNotExist();
    }
}
