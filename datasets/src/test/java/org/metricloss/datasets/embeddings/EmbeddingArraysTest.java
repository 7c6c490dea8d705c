package org.metricloss.datasets.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.core.evaluation.Evaluation;
import org.metricloss.core.evaluation.EvaluationInput;
import org.metricloss.core.evaluation.Measures;
import org.metricloss.formats.FileException;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;

/** The files were written by NumPy 1.24.2 and hold the same 30 embeddings in 6 classes. */
class EmbeddingArraysTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "fortran",
                "transposed",
                "big-endian",
                "labels-uint8",
                "labels-int8",
                "labels-int16",
                "labels-uint16",
                "labels-uint32",
                "labels-uint64",
                "labels-float64",
                "labels-huge",
                "labels-text",
                "labels-bytes",
                "labels-text-big-endian",
                "extra-strings",
                "extra-object",
                "extra-structured",
                "npy-version-2",
                "npy-version-3",
                "compressed"
            })
    void everyFormThatNumPyWritesHoldsTheSame(String name) throws URISyntaxException {
        Embeddings plain = read("plain");
        assertThat(plain.rows()).isEqualTo(30);
        assertThat(plain.dimension()).isEqualTo(4);
        assertThat(plain.classes()).hasSize(6);
        // As numpy.load gives them.
        assertThat(plain.value(0, 0)).isEqualTo(1.931215763092041);
        assertThat(plain.value(29, 3)).isEqualTo(-0.6529088616371155);
        assertThat(read(name)).usingRecursiveComparison().isEqualTo(plain);
    }

    @Test
    void float16IsTheNearestOfFloat32() throws URISyntaxException {
        Embeddings plain = read("plain");
        Embeddings half = read("float16");
        for (int row = 0; row < plain.rows(); row++) {
            for (int column = 0; column < plain.dimension(); column++) {
                double value = plain.value(row, column);
                // Half of a unit in the last place of binary16.
                assertThat(half.value(row, column)).isCloseTo(value, within(Math.abs(value) / 2048 + 1e-7));
            }
        }
    }

    @Test
    void boolLabelsAndIntegerEmbeddingsAreRead() throws URISyntaxException {
        assertThat(read("labels-bool").classes()).containsExactly(0, 1);
        assertThat(read("embeddings-int8").value(0, 0))
                .isEqualTo(Math.rint(read("plain").value(0, 0) * 20));
    }

    @Test
    void measuresAreThoseOfTheEmbeddings() throws URISyntaxException {
        Evaluation evaluation = Evaluation.of(
                new EvaluationInput(
                        read("fortran"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Distance.EUCLIDEAN,
                        1,
                        1),
                Measures.all());
        assertThat(evaluation.value("recallAt1").orElseThrow()).isCloseTo(0.7333, within(5e-5));
        assertThat(evaluation.value("mapAtR").orElseThrow()).isCloseTo(0.5132, within(5e-5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            complex.npz       | : array embeddings holds complex64 [30, 4]; only bool, integers, float16, float32, float64 and texts are read
            object-labels.npz | : array labels holds Python objects [30]; only bool, integers, float16, float32, float64 and texts are read
            label-column.npz  | : labels must be [30], a label for each row of the embeddings, found int64 [30, 1]
            only.npy          | : holds a single array, float32 [30, 4]; labels are also needed: numpy.savez(file, embeddings=..., labels=...)
            """)
    void whatIsNotReadIsExplained(String name, String problem) throws URISyntaxException {
        Path file = resource(name);
        assertThatThrownBy(() -> EmbeddingFile.read(file, CsvOptions.NONE)).hasMessage(file + problem);
    }

    @Test
    void unsignedNumbersAboveThoseOfLongAreRead() throws URISyntaxException {
        Path file = resource("embeddings-uint64.npz");
        Embeddings read = EmbeddingFile.read(file, CsvOptions.NONE).test();
        assertThat(read.value(0, 1)).isEqualTo(0x1p63);
        assertThat(read.value(1, 1)).isEqualTo(0x1p64);
        LabelledVectors vectors = VectorFile.read(file, CsvOptions.NONE).vectors();
        assertThat(vectors.values()).containsExactly(1, 0x1p63f, 3, 0x1p64f);
        assertThat(vectors.labels()).containsExactly("a", "b");
    }

    @Test
    void aBlankTextIsNoLabel() throws URISyntaxException {
        assertThatThrownBy(() -> EmbeddingFile.read(resource("labels-blank.npz"), CsvOptions.NONE))
                .hasMessage(resource("labels-blank.npz") + ": labels: a label is missing");
    }

    @Test
    void labelsOfAllPartsAreNumberedTogether(@TempDir Path folder) {
        Path file = folder.resolve("parts.npz");
        double[] ofTest = {2.5e10, 7};
        double[] ofTrain = {7, 1};
        Npz.write(
                file,
                Map.of(
                        "testEmbeddings", NpyArray.of(new double[2], 2, 1),
                        "testLabels", NpyArray.of(ofTest, 2),
                        "testPredictions", NpyArray.of(ofTrain, 2),
                        "trainEmbeddings", NpyArray.of(new double[2], 2, 1),
                        "trainLabels", NpyArray.of(ofTrain, 2)));
        EmbeddingFile read = EmbeddingFile.read(file, CsvOptions.NONE);
        assertThat(read.test().labels()).containsExactly(2, 1);
        assertThat(read.reference().orElseThrow().labels()).containsExactly(1, 0);
        assertThat(read.predictions().orElseThrow()).containsExactly(1, 0);
    }

    @Test
    void labelsThatAreNotWholeAndOptionsOfCsvAreRefused(@TempDir Path folder) {
        Path file = folder.resolve("fractions.npz");
        Npz.write(
                file,
                Map.of(
                        "embeddings", NpyArray.of(new double[2], 2, 1),
                        "labels", NpyArray.of(new double[] {1, Double.NaN}, 2)));
        assertThatThrownBy(() -> EmbeddingFile.read(file, CsvOptions.NONE))
                .isInstanceOf(FileException.class)
                .hasMessage(file + ": labels must be whole numbers or texts, found NaN");
        assertThatThrownBy(() -> EmbeddingFile.read(file, new CsvOptions(Optional.empty(), List.of("id"))))
                .hasMessage(file + ": --label and --drop name columns of CSV files; this file has arrays");
    }

    private static Embeddings read(String name) throws URISyntaxException {
        return EmbeddingFile.read(resource(name + ".npz"), CsvOptions.NONE).test();
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(EmbeddingArraysTest.class.getResource("npz/" + name).toURI());
    }

    @Test
    void classesThatTheReferenceLacksAreTold(@TempDir Path folder) {
        Path file = folder.resolve("partly.npz");
        Npz.write(
                file,
                Map.of(
                        "testEmbeddings", NpyArray.of(new float[6], 3, 2),
                        "testLabels", NpyArray.of(new int[] {0, 1, 2}, 3),
                        "trainEmbeddings", NpyArray.of(new float[2], 1, 2),
                        "trainLabels", NpyArray.of(new int[] {1}, 1)));
        EmbeddingFile read = EmbeddingFile.read(file, CsvOptions.NONE);
        assertThat(read.reference()).isPresent();
        assertThat(read.notes())
                .containsExactly(
                        "warning: 2 of 3 classes are not in the reference; measures with a reference count their"
                                + " samples as wrong");
    }
}
