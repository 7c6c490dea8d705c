package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.experiments.tensorboard.EventFiles;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;
import org.metricloss.formats.SealedJson;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.ValidationPoint;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.Summary;

/** A real run's event files, read by TensorFlow's own record reader, which verifies every checksum. */
class TensorBoardTest {
    private static final String FILE = """
            name: board
            dataset: {type: digits}
            network: {name: mlp, embedding: 4}
            batch: {classes: 5, perClass: 4}
            optimizer: {type: sgd, learningRate: 0.05, momentum: 0.9}
            budget: {epochs: 2}
            seeds: [1]
            threads: 1
            objectives:
              softmax+center: [{loss: softmax}, {loss: center, weight: 0.01}]
            """;
    private static final String TRIAL = "softmax+center.djl.seed-1";

    @TempDir
    private static Path folder;

    private static final StringWriter OUT = new StringWriter();
    private static RunFolder run;
    private static Path board;

    @BeforeAll
    static void runOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("board.yaml"), FILE);
        board = folder.resolve("board");
        run = run(file, folder.resolve("results"), board);
    }

    private static RunFolder run(Path file, Path results, Path board, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", file.toString(), "--workers", "0"));
        arguments.addAll(List.of("--results", results.toString(), "--tensorboard", board.toString()));
        arguments.addAll(List.of(options));
        int code = execute(arguments.toArray(String[]::new));
        assertThat(code).as(OUT.toString()).isEqualTo(Main.OK);
        try (Stream<Path> runs = Files.list(results.resolve("board"))) {
            return RunFolder.open(runs.findFirst().orElseThrow());
        }
    }

    @Test
    void scalarsAreThoseOfTheRecord() throws IOException {
        TrialRecord trial = run.record(TrialRecord.class, TRIAL).orElseThrow();
        List<Event> events = events(board);
        assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
        for (EpochRecord epoch : trial.epochs()) {
            assertThat(epoch.loss()).isPositive();
            assertThat(scalar(events, epoch.epoch(), "loss/objective")).isEqualTo((float) epoch.loss());
            assertThat(scalar(events, epoch.epoch(), "loss/center"))
                    .isEqualTo(epoch.termLosses().get("center").floatValue());
            assertThat(epoch.diagnostics())
                    .isNotEmpty()
                    .allSatisfy((name, value) -> assertThat(scalar(events, epoch.epoch(), "diagnostics/" + name))
                            .isEqualTo(value.floatValue()));
        }
        assertThat(trial.measures())
                .containsKey("recallAt1")
                .allSatisfy((name, value) ->
                        assertThat(scalar(events, 2, "test/" + name)).isEqualTo(value.floatValue()));
        assertThat(events)
                .extracting(Event::getWallTime)
                .isSorted()
                .last()
                .satisfies(last -> assertThat(last - events.get(0).getWallTime())
                        .isLessThan(trial.cost().wallSeconds()));
    }

    @Test
    void histogramsHoldEveryPairOfTheSample() throws IOException {
        HistogramProto positive = value(events(board), 2, "distances/positive").getHisto();
        HistogramProto negative = value(events(board), 2, "distances/negative").getHisto();
        // 355 test images are fewer than the sample may have.
        NpyArray labels = artifact().get("testLabels");
        int n = labels.ints().length;
        assertThat(n).isEqualTo(355);
        assertThat(positive.getNum() + negative.getNum()).isEqualTo(n * (n - 1) / 2.0);
        double sum = 0;
        int pairs = 0;
        float[] values = artifact().get("testEmbeddings").floats();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                if (labels.ints()[i] == labels.ints()[j]) {
                    int a = i;
                    int b = j;
                    sum += Math.sqrt(IntStream.range(0, 4)
                            .mapToDouble(k -> Math.pow(values[4 * a + k] - (double) values[4 * b + k], 2))
                            .sum());
                    pairs++;
                }
            }
        }
        assertThat(positive.getNum()).isEqualTo(pairs);
        // Two sums of ten thousand doubles in different order.
        assertThat(positive.getSum()).isCloseTo(sum, within(1e-9 * sum));
        assertThat(positive.getBucketList().stream().mapToDouble(count -> count).sum())
                .isEqualTo(pairs);
        assertThat(positive.getBucketLimitList()).isSorted().hasSize(50);
        assertThat(positive.getSum() / positive.getNum()).isLessThan(negative.getSum() / negative.getNum());
    }

    @Test
    void projectorFindsTheLastEmbeddingsBesideTheEvents() throws IOException {
        Path trial = trialFolder(board);
        assertThat(trial.resolve("projector_config.pbtxt"))
                .content()
                .contains("tensor_path: \"" + TRIAL + "/test-embeddings.tsv\"");
        List<String> vectors = Files.readAllLines(trial.resolve(TRIAL + "/test-embeddings.tsv"));
        assertThat(vectors).hasSize(355);
        assertThat(Float.parseFloat(vectors.get(7).split("\t")[2]))
                .isEqualTo(artifact().get("testEmbeddings").floats()[7 * 4 + 2]);
    }

    @Test
    void reportWritesTheSameFromTheFolderAlone() throws IOException {
        Path again = folder.resolve("again");
        assertThat(execute("report", run.path().toString(), "--tensorboard", again.toString()))
                .as(OUT.toString())
                .isEqualTo(Main.OK);
        assertThat(eventFile(again)).hasSameBinaryContentAs(eventFile(board));
    }

    /** The digits' own names are their labels, which is what an export without names would write. */
    @Test
    void reportNamesClassesAsTheManifestDoes() throws IOException {
        assertThat(run.manifest().classNames().orElseThrow()).hasSize(10).startsWith("0", "1");
        Path copy = copy("named");
        List<String> names =
                IntStream.range(0, 10).mapToObj(label -> "digit " + label).toList();
        Files.write(
                copy.resolve("manifest.json"), SealedJson.seal(run.manifest().withClassNames(names)));
        assertThat(execute("report", copy.toString(), "--export"))
                .as(OUT.toString())
                .isEqualTo(Main.OK);
        assertThat(Files.readAllLines(copy.resolve("export/" + TRIAL + "/test-labels.tsv")))
                .hasSize(355)
                .allMatch(names::contains);
    }

    private static Path copy(String name) throws IOException {
        return DigitRuns.copy(run.path(), folder.resolve(name));
    }

    @Test
    void damagedEmbeddingsAreLeftOutAndNamed() throws IOException {
        Path copy = copy("copy");
        Path damaged = copy.resolve("artifacts/" + TRIAL + "/epoch-002.npz");
        Map<String, NpyArray> arrays = new TreeMap<>(Npz.read(damaged));
        arrays.remove("testLabels");
        Npz.write(damaged, arrays);
        OUT.getBuffer().setLength(0);
        Path events = folder.resolve("of-copy");
        assertThat(execute("report", copy.toString(), "--tensorboard", events.toString(), "--export"))
                .as(OUT.toString())
                .isEqualTo(Main.OK);
        assertThat(OUT.toString()).contains("left out: " + damaged + " is corrupted: ");
        assertThat(copy.resolve("export/projector_config.pbtxt")).isEmptyFile();
    }

    @Test
    void aDamagedFileIsRefusedByTheReader() throws IOException {
        Path copy = trialFolder(folder.resolve("damaged"));
        Files.createDirectories(copy);
        byte[] bytes = Files.readAllBytes(eventFile(board));
        bytes[bytes.length / 2] ^= 1;
        Files.write(copy.resolve("events.out.tfevents.0.x"), bytes);
        assertThatThrownBy(() -> events(folder.resolve("damaged"))).hasMessageContaining("corrupted record");
    }

    /** Of several measurements within an epoch the last stands for it. */
    @Test
    void validationIsACurveAndTheTestStandsAtTheEpochWhoseWeightsWereTested() throws IOException {
        Path validated = folder.resolve("validated");
        RunFolder other = run(
                folder.resolve("board.yaml"),
                folder.resolve("validated-results"),
                validated,
                "--set",
                "dataset.validation=200",
                "--set",
                "evaluation.everySteps=9",
                "--set",
                "select=best",
                "--set",
                "earlyStopping={patience: 12, measure: recallAt1}",
                "--set",
                "budget.epochs=40");
        TrialRecord trial = other.record(TrialRecord.class, TRIAL).orElseThrow();
        Map<String, Float> scalars = EventFiles.scalars(EventFiles.read(
                validated.resolve("board").resolve(other.path().getFileName()).resolve(TRIAL)));
        Map<Integer, ValidationPoint> lastOfEpoch = new TreeMap<>();
        trial.training().validation().forEach(point -> lastOfEpoch.put(point.epoch(), point));
        assertThat(lastOfEpoch)
                .hasSizeGreaterThan(2)
                .hasSizeLessThan(trial.training().validation().size());
        lastOfEpoch.forEach((epoch, point) -> assertThat(scalars)
                .containsEntry(
                        EventFiles.at("validation/recallAt1", epoch),
                        point.measures().get("recallAt1").floatValue()));
        int tested = trial.training().testedPoint().orElseThrow().epoch();
        assertThat(tested).isLessThan(trial.epochs().size());
        assertThat(scalars)
                .containsEntry(
                        EventFiles.at("test/recallAt1", tested),
                        trial.measures().get("recallAt1").floatValue());
    }

    @Test
    void aFolderThatCannotBeMadeIsRefusedBeforeAnythingIsRun() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("file"), "");
        Path none = folder.resolve("none");
        assertThat(execute(
                        "run",
                        folder.resolve("board.yaml").toString(),
                        "--results",
                        none.toString(),
                        "--tensorboard",
                        inTheWay.toString()))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(OUT.toString()).contains("error: cannot write " + inTheWay);
        assertThat(none).doesNotExist();
    }

    /** What is in the way of one trial's events costs no trial, and is told at the end. */
    @Test
    void aTrialThatCannotBeExportedStopsNoRun() throws IOException {
        Path blocked = folder.resolve("blocked");
        Files.createDirectories(blocked);
        Path inTheWay = Files.writeString(blocked.resolve("board"), "");
        Path results = folder.resolve("blocked-results");
        assertThat(execute(
                        "run",
                        folder.resolve("board.yaml").toString(),
                        "--workers",
                        "0",
                        "--results",
                        results.toString(),
                        "--tensorboard",
                        blocked.toString()))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(OUT.toString()).contains("error: cannot write " + inTheWay);
        try (Stream<Path> runs = Files.list(results.resolve("board"))) {
            RunFolder complete = RunFolder.open(runs.findFirst().orElseThrow());
            assertThat(complete.missing()).isEmpty();
            assertThat(complete.path().resolve("report.html")).isNotEmptyFile();
        }
    }

    private static Map<String, NpyArray> artifact() {
        return Npz.read(run.artifacts().resolve(TRIAL).resolve("epoch-002.npz"));
    }

    private static float scalar(List<Event> events, long step, String tag) {
        return value(events, step, tag).getSimpleValue();
    }

    private static Summary.Value value(List<Event> events, long step, String tag) {
        Optional<Summary.Value> found = events.stream()
                .filter(event -> event.getStep() == step)
                .flatMap(event -> event.getSummary().getValueList().stream())
                .filter(value -> value.getTag().equals(tag))
                .findFirst();
        assertThat(found).as(tag + " at step " + step).isPresent();
        return found.orElseThrow();
    }

    private static Path trialFolder(Path folder) {
        return folder.resolve("board").resolve(run.path().getFileName()).resolve(TRIAL);
    }

    private static Path eventFile(Path folder) throws IOException {
        List<Path> files = EventFiles.in(trialFolder(folder));
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    private static List<Event> events(Path folder) throws IOException {
        return EventFiles.read(trialFolder(folder));
    }

    private static int execute(String... arguments) {
        PrintWriter writer = new PrintWriter(OUT, true);
        return Main.execute(writer, writer, arguments);
    }
}
