package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.core.random.RandomStream;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;
import org.metricloss.formats.NpzFile;
import org.metricloss.formats.StoredArray;

/** Embeds files of vectors with the models of a run on vectors. */
class EmbedVectorsTest {
    private static final String EXPERIMENT = """
            name: vectors
            dataset: {type: vectors, file: {train: %1$s/train.csv, test: %1$s/test.csv}, normalize: standard}
            network: {layers: [{linear: {outputs: 4}}]}
            batch: {classes: 3, perClass: 4}
            optimizer: {type: sgd, learningRate: 0.01}
            budget: {epochs: 2}
            engines: [djl]
            seeds: [1]
            artifacts: {every: 0}
            objectives:
              softmax: [{loss: softmax}]
            """;

    @TempDir
    private static Path folder;

    private static Path run;

    @BeforeAll
    static void trainOnce() throws IOException {
        Files.writeString(folder.resolve("train.csv"), csv(60, 1));
        Files.writeString(folder.resolve("test.csv"), csv(30, 2));
        Path file = Files.writeString(folder.resolve("vectors.yaml"), EXPERIMENT.formatted(folder));
        CommandRun ran = CommandRun.of(
                "run", file.toString(), "--results", folder.resolve("runs").toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        try (Stream<Path> runs = Files.list(folder.resolve("runs/vectors"))) {
            run = runs.findFirst().orElseThrow();
        }
    }

    private static String csv(int rows, long seed) {
        RandomStream random = RandomStream.of(seed, "vectors");
        StringBuilder text = new StringBuilder("x,y,z,label\n");
        for (int i = 0; i < rows; i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s,%s,%s,c%d%n",
                    (float) (i % 3 + random.nextGaussian()),
                    (float) (100 * random.nextGaussian()),
                    (float) random.nextGaussian(),
                    i % 3));
        }
        return text.toString();
    }

    private static CommandRun embed(Path input, Path output, String... more) {
        Stream<String> arguments = Stream.concat(
                Stream.of(
                        "embed",
                        run.resolve("softmax.djl.seed-1").toString(),
                        input.toString(),
                        "--output",
                        output.toString()),
                Stream.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static float[] embedded(Path input, String name) throws IOException {
        Path output = folder.resolve(name + ".npz");
        CommandRun ran = embed(input, output, "--force");
        assertThat(ran.code()).as(ran.err()).isZero();
        try (NpzFile file = NpzFile.open(output)) {
            return file.matrix("embeddings").orElseThrow().values();
        }
    }

    private static float[] recorded() {
        return Npz.read(run.resolve("artifacts/softmax.djl.seed-1/epoch-002.npz"))
                .get("testEmbeddings")
                .floats();
    }

    @Test
    void embeddingsOfTheTestPartAreThoseOfTheRunBitForBit() throws IOException {
        Path test = folder.resolve("test.csv");
        assertThat(embedded(test, "test")).containsExactly(recorded()).hasSize(30 * 4);
        try (NpzFile file = NpzFile.open(folder.resolve("test.npz"))) {
            assertThat(file.names()).containsExactly("embeddings", "labels", "paths", "predicted", "score");
            assertThat(file.array("labels").map(StoredArray::texts).orElseThrow())
                    .startsWith("c0", "c1", "c2");
            assertThat(file.array("paths").map(StoredArray::texts).orElseThrow()[29])
                    .isEqualTo(test + "#29");
        }
    }

    @Test
    void filesWithoutLabelsGiveTheSameEmbeddings() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("test.csv"));
        Path csv = Files.writeString(
                folder.resolve("unlabelled.csv"),
                String.join(
                        "\n",
                        lines.stream()
                                .map(line -> line.substring(0, line.lastIndexOf(',')))
                                .toList()));
        CommandRun ran = embed(csv, folder.resolve("unlabelled.csv.npz"));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("labels: none").contains("30 embeddings of 4 numbers");
        assertThat(embedded(csv, "unlabelled")).containsExactly(recorded());
        try (NpzFile file = NpzFile.open(folder.resolve("unlabelled.npz"))) {
            assertThat(file.names()).doesNotContain("labels");
        }
        float[] values = new float[30 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(lines.get(1 + i / 3).split(",")[i % 3]);
        }
        Path npz = folder.resolve("arrays.npz");
        Npz.write(npz, Map.of("embeddings", NpyArray.of(values, 30, 3)));
        assertThat(embedded(npz, "from-npz")).containsExactly(recorded());
        Path npy = folder.resolve("array.npy");
        try (ZipFile zip = new ZipFile(npz.toFile());
                InputStream array = zip.getInputStream(zip.getEntry("embeddings.npy"))) {
            Files.copy(array, npy);
        }
        assertThat(embedded(npy, "from-npy")).containsExactly(recorded());
    }

    @Test
    void neighboursOfVectorsArePrintedWithoutAPage() {
        String model = run.resolve("softmax.djl.seed-1").toString();
        String test = folder.resolve("test.csv").toString();
        CommandRun ran = CommandRun.of("neighbours", model, test, test, "--k", "2");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().lines().filter(line -> line.matches(".* 1 +0[.]0000  .*#7  \\(c1\\)")))
                .hasSize(1);
        assertThat(ran.out()).doesNotContain("page:");
        assertThat(Path.of("neighbours.html")).doesNotExist();
        CommandRun page = CommandRun.of("neighbours", model, test, test, "--output", "page.html");
        assertThat(page.code()).isEqualTo(2);
        assertThat(page.err())
                .startsWith("error: --output is the page with the pictures, but the model takes vectors; leave it out");
    }

    @Test
    void inputsThatDoNotFitAreRefused() throws IOException {
        assertRefused(folder, folder + ": the model takes vectors of 3 numbers, in npz, npy or CSV files");
        Path image = Files.writeString(folder.resolve("image.png"), "");
        assertRefused(image, image + ": the model takes vectors of 3 numbers, in npz, npy or CSV files");
        Path longer = folder.resolve("longer.npz");
        Npz.write(longer, Map.of("embeddings", NpyArray.of(new float[8], 2, 4)));
        assertRefused(
                longer,
                longer + ": must hold at least one vector of 3 numbers, as many as the model takes, found 2 of 4");
        Path test = folder.resolve("test.csv");
        assertRefused(test, test + ":1: --label: no column 'who'; columns: x, y, z, label", "--label", "who");
    }

    private static void assertRefused(Path input, String message, String... more) {
        Path output = folder.resolve("refused.npz");
        CommandRun ran = embed(input, output, more);
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(2);
        assertThat(ran.err()).startsWith("error: " + message).hasLineCount(1);
        assertThat(output).doesNotExist();
    }
}
