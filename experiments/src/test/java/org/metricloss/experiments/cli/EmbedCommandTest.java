package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ImageSet;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.Datasets;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;
import org.metricloss.formats.NpzFile;
import org.metricloss.formats.StoredArray;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/** Embeds files with the models of a run on an IDX data set, which is made of the digits. */
class EmbedCommandTest {
    private static final String EXPERIMENT = """
            name: embedded
            dataset: {type: idx, dir: %s, validation: 200}
            network: {layers: [{convolution: {outputs: 4, kernel: 3}}, relu, flatten, {linear: {outputs: 6}}]}
            batch: {classes: 10, perClass: 8}
            optimizer: {type: sgd, learningRate: 0.05}
            budget: {epochs: 2}
            engines: [djl, tensorflow]
            seeds: [1]
            artifacts: {every: 0}
            objectives:
              softmax: [{loss: softmax}]
              triplet: [{loss: triplet}]
            """;

    @TempDir
    private static Path folder;

    private static Path run;
    private static Path images;

    @BeforeAll
    static void trainOnce() throws IOException {
        Dataset digits = Datasets.ofEnvironment().open(DatasetSettings.of("digits"), 1);
        Path data = Files.createDirectory(folder.resolve("data"));
        writeIdx(data, "train", (ImageSet) digits.train());
        writeIdx(data, "t10k", (ImageSet) digits.test());
        images = data.resolve("t10k-images-idx3-ubyte");
        Path file = Files.writeString(folder.resolve("embedded.yaml"), EXPERIMENT.formatted(data));
        CommandRun ran = CommandRun.of(
                "run", file.toString(), "--results", folder.resolve("runs").toString(), "--workers", "0");
        assertThat(ran.code()).as(ran.err()).isZero();
        try (Stream<Path> runs = Files.list(folder.resolve("runs/embedded"))) {
            run = runs.findFirst().orElseThrow();
        }
    }

    /** Writes digits, whose pixels go from 0 to 16, with pixels from 0 to 255. */
    private static void writeIdx(Path data, String part, ImageSet images) throws IOException {
        try (DataOutputStream out =
                        new DataOutputStream(Files.newOutputStream(data.resolve(part + "-images-idx3-ubyte")));
                DataOutputStream labels =
                        new DataOutputStream(Files.newOutputStream(data.resolve(part + "-labels-idx1-ubyte")))) {
            for (int number : new int[] {0x803, images.size(), 8, 8}) {
                out.writeInt(number);
            }
            labels.writeInt(0x801);
            labels.writeInt(images.size());
            for (int image = 0; image < images.size(); image++) {
                labels.writeByte(images.label(image));
                for (int i = 0; i < 64; i++) {
                    out.writeByte(images.pixel(image, 0, i / 8, i % 8) * 255 / 16);
                }
            }
        }
    }

    private static CommandRun embed(String trial, Path input, String output, String... more) {
        String[] arguments = {"embed", run.resolve(trial).toString(), input.toString(), "--output", output};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return CommandRun.of(all);
    }

    private static void embedded(String trial, Path input, Path output, String... more) {
        CommandRun ran = embed(trial, input, output.toString(), more);
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"softmax, djl", "softmax, tensorflow", "triplet, djl", "triplet, tensorflow"})
    void embeddingsOfTheTestPartAreThoseOfTheRunBitForBit(String objective, String engine) throws IOException {
        String trial = objective + "." + engine + ".seed-1";
        Path output = folder.resolve(trial + ".npz");
        embedded(trial, images, output);
        Map<String, NpyArray> recorded =
                Npz.read(run.resolve("artifacts").resolve(trial).resolve("epoch-002.npz"));
        try (NpzFile file = NpzFile.open(output)) {
            assertThat(file.names()).containsExactly("embeddings", "labels", "paths", "predicted", "score");
            double[] embeddings = file.array("embeddings").orElseThrow().doubles();
            float[] expected = recorded.get("testEmbeddings").floats();
            assertThat(embeddings).hasSameSizeAs(expected).hasSizeGreaterThan(6 * 300);
            for (int i = 0; i < expected.length; i++) {
                assertThat((float) embeddings[i]).isEqualTo(expected[i]);
            }
            String[] labels = file.array("labels").orElseThrow().texts();
            int[] expectedLabels = recorded.get("testLabels").ints();
            String[] predicted = file.array("predicted").orElseThrow().texts();
            int right = 0;
            for (int i = 0; i < labels.length; i++) {
                assertThat(labels[i]).isEqualTo(Integer.toString(expectedLabels[i]));
                right += labels[i].equals(predicted[i]) ? 1 : 0;
            }
            String measure = objective.equals("softmax") ? "classifierAccuracy" : "nearestCenterAccuracy";
            TrialRecord record =
                    RunFolder.open(run).record(TrialRecord.class, trial).orElseThrow();
            assertThat((double) right / labels.length)
                    .isEqualTo(record.measures().get(measure));
            assertThat(file.array("paths").orElseThrow().texts()[3]).isEqualTo(images + "#3");
        }
    }

    /** A network of one engine gives nearly the same embeddings on the other. */
    @Test
    void otherEngineGivesNearlyTheSame() {
        Path own = folder.resolve("own.npz");
        Path other = folder.resolve("other.npz");
        embedded("triplet.djl.seed-1", images, own, "--threads", "1");
        embedded("triplet.djl.seed-1", images, other, "--engine", "tensorflow", "--threads", "1");
        double[] first = array(own, "embeddings").doubles();
        double[] second = array(other, "embeddings").doubles();
        double largest = Arrays.stream(first).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < first.length; i++) {
            assertThat(Math.abs(first[i] - second[i])).isLessThan(1e-5 * largest);
        }
        // Engines sum in their own order.
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void imagesInFoldersHavePathsAndLabelsAndTheFormatsAgree() throws IOException {
        Path pictures = pictures("pictures");
        Path npz = folder.resolve("pictures.npz");
        Path csv = folder.resolve("pictures.csv");
        Path projector = folder.resolve("projector");
        embedded("softmax.djl.seed-1", pictures, npz);
        embedded("softmax.djl.seed-1", pictures, csv);
        embedded("softmax.djl.seed-1", pictures, projector, "--format", "projector");
        assertThat(array(npz, "labels").texts()).containsExactly("a b", "a b", "c");
        assertThat(array(npz, "paths").texts()[2]).endsWith("/c/2.png");
        double[] numbers = array(npz, "embeddings").doubles();
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("path,label,predicted,score,e1,e2,e3,e4,e5,e6");
        assertThat(lines.get(1)).contains(",\"a b\",");
        assertThat(lines.get(3)).endsWith("," + (float) numbers[17]);
        List<String> vectors = Files.readAllLines(projector.resolve("embeddings.tsv"));
        assertThat(vectors).hasSize(3);
        assertThat(vectors.get(2)).endsWith("\t" + (float) numbers[17]);
        assertThat(Files.readAllLines(projector.resolve("metadata.tsv")))
                .hasSize(4)
                .first()
                .isEqualTo("path\tlabel\tpredicted\tscore");
        assertThat(projector.resolve("projector_config.pbtxt")).content().contains("embeddings.tsv", "metadata.tsv");
    }

    @Test
    void listedImagesHaveTheLabelsOfTheList() throws IOException {
        Path pictures = pictures("listed");
        Path list =
                Files.writeString(pictures.resolve("images.csv"), "path,label\na b/0.png,x\na b/1.png,y\nc/2.png,x\n");
        Path ofFolder = folder.resolve("of-folder.npz");
        Path ofList = folder.resolve("of-list.npz");
        embedded("softmax.djl.seed-1", pictures, ofFolder);
        embedded("softmax.djl.seed-1", list, ofList);
        assertThat(array(ofList, "embeddings").doubles())
                .containsExactly(array(ofFolder, "embeddings").doubles());
        assertThat(array(ofList, "paths").texts())
                .containsExactly(array(ofFolder, "paths").texts());
        assertThat(array(ofList, "labels").texts()).containsExactly("x", "y", "x");
        Files.writeString(list, "path\na b/0.png\nc/9.png\nc/8.png\n");
        assertRefused(
                embed("softmax.djl.seed-1", list, folder.resolve("refused.npz").toString()),
                list + ": 2 of 3 listed images do not exist: " + pictures.resolve("c/9.png") + ", "
                        + pictures.resolve("c/8.png"));
    }

    @Test
    void writtenFilesCanBeEvaluated() {
        Path npz = folder.resolve("evaluated.npz");
        embedded("triplet.djl.seed-1", images, npz);
        CommandRun evaluated = CommandRun.of("evaluate", npz.toString(), "--measures", "recallAt1");
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        double recall = RunFolder.open(run)
                .record(TrialRecord.class, "triplet.djl.seed-1")
                .orElseThrow()
                .measures()
                .get("recallAt1");
        assertThat(evaluated.out()).contains(String.format(Locale.ROOT, "%.4f", recall));
    }

    @Test
    void folderOfAModelMayBeMovedAwayFromItsRun() throws IOException {
        Path moved = Files.createDirectory(folder.resolve("moved"));
        Path model = run.resolve("artifacts/softmax.djl.seed-1/model");
        Files.copy(model.resolve("model.json"), moved.resolve("model.json"));
        Files.copy(model.resolve("weights.safetensors"), moved.resolve("weights.safetensors"));
        Path output = folder.resolve("moved.npz");
        CommandRun ran = CommandRun.of("embed", moved.toString(), images.toString(), "--output", output.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("embeddings of 6 numbers");
        Files.delete(moved.resolve("weights.safetensors"));
        assertRefused(
                CommandRun.of("embed", moved.toString(), images.toString(), "--output", output.toString(), "--force"),
                moved + " has no weights: the file weights.safetensors is missing");
    }

    @Test
    void neighboursArePrintedAndShown() throws IOException {
        Path pictures = pictures("searched");
        Path query = pictures.resolve("c/2.png");
        Path page = folder.resolve("neighbours.html");
        CommandRun ran = CommandRun.of(
                "neighbours",
                run.resolve("triplet.djl.seed-1").toString(),
                pictures.toString(),
                query.toString(),
                "--k",
                "2",
                "--output",
                page.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo(query.toString());
        assertThat(lines.get(1)).matches(" +1 +0[.]0000  .*2[.]png  \\(c\\)");
        assertThat(lines.get(2)).contains("(a b)");
        assertThat(page)
                .content()
                .contains(
                        "default-src 'none'; style-src 'unsafe-inline'; img-src data:", "src=\"data:image/png;base64,")
                .doesNotContain("<script", "http://", "https://");
        assertRefused(
                CommandRun.of(
                        "neighbours",
                        run.resolve("triplet.djl.seed-1").toString(),
                        pictures.toString(),
                        query.toString(),
                        "--output",
                        page.toString()),
                page + " exists; --force replaces it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"existing.npz", "words.txt", "nowhere/x.npz", "folder.npz"})
    void outputsThatCannotBeWrittenAreRefused(String name) throws IOException {
        Path existing = folder.resolve("existing.npz");
        if (!Files.exists(existing)) {
            Files.writeString(existing, "mine");
        }
        String refusal = switch (name) {
            case "existing.npz" -> existing + " exists; --force replaces it";
            case "words.txt" ->
                folder.resolve(name) + ": the name must end in .npz or .csv; with --format projector it is a folder";
            case "folder.npz" ->
                "cannot write %s: it is a folder".formatted(Files.createDirectories(folder.resolve(name)));
            default ->
                "cannot write %s: there is no folder %s".formatted(folder.resolve(name), folder.resolve("nowhere"));
        };
        assertRefused(embed("softmax.djl.seed-1", images, folder.resolve(name).toString()), refusal);
        assertThat(existing).hasContent("mine");
    }

    /** A trial that does not exist would be refused too, but only after the output. */
    @ParameterizedTest
    @CsvSource({
        "embed, projector.npz, it is a file, --format projector",
        "neighbours, pages, it is a folder, --force",
        "neighbours, nowhere/page.html, there is no folder, --force",
        "export, pages, it is a folder, --force",
        "export, nowhere/model.onnx, there is no folder, --force"
    })
    void impossibleOutputsAreNoticedFirst(String command, String name, String reason, String more) throws IOException {
        Files.createDirectories(folder.resolve("pages"));
        Files.writeString(folder.resolve("projector.npz"), "mine");
        String trial = command.equals("neighbours") ? "softmax.djl.seed-1" : "missing.djl.seed-1";
        List<String> arguments =
                new ArrayList<>(List.of(command, run.resolve(trial).toString()));
        if (!command.equals("export")) {
            arguments.addAll(List.of("missing", "missing").subList(command.equals("embed") ? 1 : 0, 2));
        }
        arguments.addAll(List.of("--output", folder.resolve(name).toString()));
        arguments.addAll(List.of(more.split(" ")));
        assertRefused(
                CommandRun.of(arguments.toArray(String[]::new)),
                "cannot write " + folder.resolve(name) + ": " + reason);
    }

    @Test
    void inputsThatDoNotFitAreRefused() throws IOException {
        String output = folder.resolve("refused.npz").toString();
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Files.writeString(empty.resolve("notes.txt"), "no image");
        assertRefused(
                embed("softmax.djl.seed-1", empty, output),
                empty + ": holds no PNG or JPEG images (.png, .jpg or .jpeg)");
        Path missing = folder.resolve("missing.png");
        assertRefused(embed("softmax.djl.seed-1", missing, output), missing + ": no such file or folder");
        Path broken = Files.writeString(folder.resolve("broken.png"), "no image");
        assertRefused(embed("softmax.djl.seed-1", broken, output), broken + ": must be a PNG or JPEG image");
        Path projector = folder.resolve("refused-projector");
        assertRefused(
                embed("softmax.djl.seed-1", broken, projector.toString(), "--format", "projector"),
                broken + ": must be a PNG or JPEG image");
        assertThat(projector).doesNotExist();
        Path arrays = Files.writeString(folder.resolve("arrays.npz"), "");
        assertRefused(
                embed("softmax.djl.seed-1", arrays, output),
                arrays + ": holds arrays; the model takes images of 1x8x8 (channels, height, width)");
        assertRefused(
                embed("softmax.djl.seed-1", images, output, "--label", "y"),
                "--label and --drop name columns of CSV files of vectors, but the model takes images");
        Path large = folder.resolve("large-images-idx3-ubyte");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(large))) {
            for (int number : new int[] {0x803, 1, 9, 8}) {
                out.writeInt(number);
            }
            out.write(new byte[72]);
        }
        assertRefused(
                embed("softmax.djl.seed-1", large, output),
                large + ": holds images of 1x9x8 (channels, height, width), the model takes 1x8x8");
        assertThat(Path.of(output)).doesNotExist();
    }

    @Test
    void modelsThatAreNotThereAreRefused() throws IOException {
        String output = folder.resolve("refused.npz").toString();
        assertRefused(embed("softmix.djl.seed-1", images, output), "trial softmix.djl.seed-1 is not in the plan of ");
        Path nothing = folder.resolve("nothing");
        assertRefused(
                CommandRun.of("embed", nothing.toString(), images.toString(), "--output", output),
                nothing + ": no such model; give the folder of a model, or RUN/TRIAL for a trial of a run");
        assertRefused(
                embed("softmax.djl.seed-1", images, output, "--engine", "jax"), "no engine 'jax'; available: djl");
        Path weights = run.resolve("artifacts/softmax.tensorflow.seed-1/model/weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        byte[] intact = Files.readAllBytes(weights);
        Files.write(weights, bytes);
        try {
            assertRefused(
                    embed("softmax.tensorflow.seed-1", images, output),
                    weights + " is corrupted: its content does not match the sha256 in the record of its trial");
        } finally {
            Files.write(weights, intact);
        }
    }

    private static void assertRefused(CommandRun ran, String message) {
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(2);
        assertThat(ran.err()).startsWith("error: " + message).hasLineCount(1);
    }

    private static StoredArray array(Path npz, String name) {
        try (NpzFile file = NpzFile.open(npz)) {
            return file.array(name).orElseThrow();
        }
    }

    /** {@return a folder with two classes of small colour images of other sizes than the model takes} */
    private static Path pictures(String name) throws IOException {
        Path pictures = folder.resolve(name);
        for (String file : List.of("a b/0.png", "a b/1.png", "c/2.png")) {
            Path target = pictures.resolve(file);
            Files.createDirectories(target.getParent());
            BufferedImage image = new BufferedImage(16, 12, BufferedImage.TYPE_INT_RGB);
            for (int x = 0; x < 16; x++) {
                image.setRGB(x, x % 12, file.hashCode() << x % 7 | 0xff);
            }
            ImageIO.write(image, "png", target.toFile());
        }
        return pictures;
    }
}
