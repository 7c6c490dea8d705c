package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.core.evaluation.Evaluation;
import org.metricloss.core.evaluation.EvaluationInput;
import org.metricloss.core.evaluation.Measures;
import org.metricloss.core.random.RandomStream;
import org.metricloss.datasets.embeddings.EmbeddingFile;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;

class EvaluateCommandTest {
    private static final int ROWS = 60;
    private static final int[] LABELS = IntStream.range(0, ROWS).map(i -> i % 4).toArray();
    private static final double[] VALUES = values();

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void enoughClassesHaveIntervalsOverClassesOfRankingsAndOfTheArea() throws IOException {
        RandomStream random = RandomStream.of(1, "classes");
        Path many = folder.resolve("many.csv");
        Files.writeString(
                many,
                IntStream.range(0, 100)
                        .mapToObj(i -> i / 5 + "," + (i / 5 + random.nextGaussian()) + "," + random.nextGaussian())
                        .collect(Collectors.joining("\n", "label,x,y\n", "\n")));
        assertThat(evaluate(many)).as(err.toString()).isEqualTo(Main.OK);
        assertThat(out.toString())
                .contains("95% intervals if these 20 classes are a random sample of classes (1000 draws of classes):")
                .containsPattern("recallAt1 +\\[0\\.\\d{4}, 0\\.\\d{4}]")
                .containsPattern("rocAuc +\\[0\\.\\d{4}, 0\\.\\d{4}]");
    }

    @Test
    void everyFormGivesTheMeasuresOfTheSameEmbeddings() throws IOException {
        Evaluation expected = Evaluation.of(
                new EvaluationInput(
                        Embeddings.of(VALUES, 3, LABELS),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Distance.COSINE,
                        5,
                        1),
                Measures.all());
        assertThat(expected.values()).hasSizeGreaterThan(15);
        Path named = folder.resolve("named.csv");
        Files.writeString(named, "label,x,y,z\n" + lines(i -> LABELS[i] + "," + row(i)));
        Path plain = folder.resolve("plain.csv");
        Files.writeString(plain, lines(i -> row(i) + "," + "abcd".charAt(LABELS[i])));
        Path arrays = folder.resolve("arrays.npz");
        Npz.write(arrays, Map.of("embeddings", NpyArray.of(VALUES, ROWS, 3), "labels", NpyArray.of(longs(), ROWS)));
        for (Path file : new Path[] {named, plain, arrays}) {
            Path table = folder.resolve("table.csv");
            // What the file before gave must not stand in for this one's.
            Files.deleteIfExists(table);
            out.getBuffer().setLength(0);
            assertThat(evaluate(file, "--distance", "cosine", "--seed", "5", "--output", table.toString()))
                    .as(err.toString())
                    .isEqualTo(Main.OK);
            assertThat(out.toString())
                    .contains("60 embeddings of 3 numbers in 4 classes, cosine distance", "recallAt1", "rocAuc", "nmi");
            Map<String, String> found = Files.readAllLines(table).stream()
                    .skip(1)
                    .map(line -> line.split(","))
                    .collect(Collectors.toMap(cells -> cells[1], cells -> cells[3]));
            assertThat(found).hasSameSizeAs(expected.values());
            expected.values()
                    .forEach((name, value) -> assertThat(Double.parseDouble(found.get(name)))
                            .as(name)
                            .isCloseTo(value, within(1e-5)));
        }
    }

    @Test
    void columnsMayBeCalledByNumbers() throws IOException {
        Path file = folder.resolve("pandas.csv");
        Files.writeString(file, "0,1,2,label\n" + lines(i -> row(i) + "," + "abcd".charAt(LABELS[i])));
        assertThat(evaluate(file)).as(err.toString()).isEqualTo(Main.OK);
        assertThat(out.toString()).contains("60 embeddings of 3 numbers in 4 classes");
    }

    @Test
    void artifactOfARunIsScoredWithItsTrainingSample() {
        Path artifact = folder.resolve("epoch-001.npz");
        float[] floats = new float[VALUES.length];
        IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) VALUES[i]);
        Npz.write(
                artifact,
                Map.of(
                        "testEmbeddings", NpyArray.of(floats, ROWS, 3),
                        "testLabels", NpyArray.of(LABELS, ROWS),
                        "trainEmbeddings", NpyArray.of(floats, ROWS, 3),
                        "trainLabels", NpyArray.of(LABELS, ROWS),
                        "testPredictions", NpyArray.of(LABELS, ROWS)));
        assertThat(evaluate(artifact)).as(err.toString()).isEqualTo(Main.OK);
        assertThat(out.toString()).contains("classifierAccuracy             1.0000", "nearestCenterAccuracy");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            1,2,a#1,b                  | :2: must have 3 columns as the first line, found 2
            1,2,a#1,x,b                | :2: column 2 must be a finite number, found 'x'
            1,2,a#1,NaN,b              | :2: column 2 must be a finite number, found 'NaN'
            1,2,a#1,2,                 | :2: the label in column 3 is missing
            1                          | :1: must have at least one number and a label, separated by commas, semicolons, tabs or blanks
            NaN,2,a#1,2,a              | :1: column 1 must be a finite number, found 'NaN'
            1.o,2,a#1,2,a              | :1: column 1 must be a finite number, found '1.o'
            NaN,a#1,a                  | :1: column 1 must be a finite number, found 'NaN'
            ,2,a#1,2,a                 | :1: column 1 must be a finite number, but its value is missing
            x,y,label                  | : embeddings must have at least one row, got none
            1,1e200,a                  | : embeddings must be finite and at most 1.0E150 in magnitude, got 1.0E200 in row 0, column 1
            """)
    void unusableTextIsRefusedAtItsLine(String text, String refusal) throws IOException {
        Path file = folder.resolve("bad.csv");
        Files.writeString(file, text.replace('#', '\n'));
        assertThat(evaluate(file)).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString().strip()).isEqualTo("error: " + file + refusal);
    }

    @Test
    void unusableArraysAreRefused() {
        Path file = folder.resolve("bad.npz");
        Npz.write(file, Map.of("features", NpyArray.of(new float[4], 2, 2)));
        assertRefused(
                file, "must hold the arrays embeddings and labels, or testEmbeddings and testLabels, found features");
        Npz.write(file, Map.of("embeddings", NpyArray.of(new float[4], 2, 2)));
        assertRefused(file, "the array labels is missing");
        Npz.write(file, Map.of("embeddings", NpyArray.of(new float[4], 2, 2), "labels", NpyArray.of(new int[3], 3)));
        assertRefused(file, "labels must be [2], a label for each row of the embeddings, found int32 [3]");
        Npz.write(file, Map.of("embeddings", NpyArray.of(new float[4], 4), "labels", NpyArray.of(new int[4], 4)));
        assertRefused(file, "embeddings must be [n, d] of floats or integers, found float32 [4]");
        assertRefused(folder.resolve("none.csv"), "no such file");
    }

    @Test
    void whatWasReadIsSaid() throws IOException {
        Path file = folder.resolve("index.csv");
        Files.writeString(file, "id,x,kind\n0,0.5,a\n1,0.6,a\n2,0.7,b\n");
        assertThat(evaluate(file, "--label", "kind")).as(err.toString()).isEqualTo(Main.OK);
        assertThat(out.toString())
                .contains("header: line 1; labels: column 'kind'; left out: column 'id'; separated by commas")
                .contains("3 embeddings of 1 numbers in 2 classes")
                .contains("measures of retrieval leave out 1 of 3 samples because no other sample has their class");
        assertThat(err.toString()).contains("warning: column 'id' numbers the rows and is left out");
        assertThat(evaluate(file, "--label", "kind", "--drop", "id")).isEqualTo(Main.OK);
        assertThat(out.toString()).contains("3 embeddings of 1 numbers in 2 classes");
    }

    @Test
    void measuresThatCannotBeComputedAreListedWithTheReason() throws IOException {
        Path file = folder.resolve("all-singletons.csv");
        Files.writeString(file, "0,0,a\n0,1,b\n9,9,c\n3,3,d\n");
        assertThat(evaluate(file)).as(err.toString()).isEqualTo(Main.OK);
        assertThat(out.toString())
                .containsPattern("not computed: recallAt1, rPrecision, mapAtR, .*\\(no class has two samples\\)")
                .contains(
                        "not computed: classifierAccuracy, nearestCenterAccuracy, knn5Accuracy (the file has no training"
                                + " samples of these classes)");
    }

    @Test
    void helpStatesHowACsvFileIsRead() {
        assertThat(Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), "evaluate", "--help"))
                .isEqualTo(Main.OK);
        assertThat(out.toString().replaceAll("\\s+", " ")).contains(EmbeddingFile.CSV_RULES);
    }

    @Test
    void controlCharactersInNamesAreShownAndNotSentToTheTerminal() throws IOException {
        Path file = folder.resolve("control.csv");
        Files.writeString(file, "x\u001b[31m,label\n1,a\nb,c\n");
        assertThat(evaluate(file)).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString())
                .contains("column 'x\\x1b[31m' must be a finite number, found 'b'")
                .doesNotContain("\u001b");
    }

    @Test
    void onlyTheMeasuresThatAreAskedForAreComputed() throws IOException {
        Path file = folder.resolve("in.csv");
        Files.writeString(file, lines(i -> row(i) + "," + "abcd".charAt(LABELS[i])));
        Path table = folder.resolve("table.csv");
        assertThat(evaluate(file, "--measures", "recallAt1,recallAt20,mapAtR", "--output", table.toString()))
                .as(err.toString())
                .isEqualTo(Main.OK);
        assertThat(Files.readAllLines(table))
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).contains("recallAt20,recall@20,"));
        assertThat(out.toString()).contains("recallAt20").doesNotContain("silhouette");
        assertThat(evaluate(file, "--measures", "recallAt1,accuracy")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("no measure 'accuracy'; available: classifierAccuracy, ");
    }

    @Test
    void theInputIsNotOverwritten() throws IOException {
        Path file = folder.resolve("in.csv");
        Files.writeString(file, "1,a\n2,a\n");
        assertThat(evaluate(file, "--output", file.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("--output must be another file");
        assertThat(file).hasContent("1,a\n2,a\n");
    }

    private void assertRefused(Path file, String problem) {
        err.getBuffer().setLength(0);
        assertThat(evaluate(file)).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString().strip()).isEqualTo("error: " + file + ": " + problem);
    }

    private int evaluate(Path file, String... options) {
        String[] args = Arrays.copyOf(new String[] {"evaluate", file.toString()}, 2 + options.length);
        System.arraycopy(options, 0, args, 2, options.length);
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private static String lines(IntFunction<String> line) {
        return IntStream.range(0, ROWS).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String row(int i) {
        return String.format(Locale.ROOT, "%s,%s,%s", VALUES[3 * i], VALUES[3 * i + 1], VALUES[3 * i + 2]);
    }

    private static long[] longs() {
        return Arrays.stream(LABELS).asLongStream().toArray();
    }

    private static double[] values() {
        RandomStream random = RandomStream.of(1, "evaluate");
        double[] values = new double[ROWS * 3];
        Arrays.setAll(values, i -> random.nextGaussian() + (i / 3 % 4 == i % 3 ? 2 : 0));
        return values;
    }
}
