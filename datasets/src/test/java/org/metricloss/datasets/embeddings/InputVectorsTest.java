package org.metricloss.datasets.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.formats.FileException;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;

/** Vectors for a model that takes three numbers. */
class InputVectorsTest {
    @TempDir
    private Path folder;

    private InputVectors csv(String text, CsvOptions options) throws IOException {
        Path file = Files.writeString(folder.resolve("vectors.csv"), text.replace("|", "\n"));
        return InputVectors.read(file, 3, options);
    }

    /** Each file holds the vectors (0.5, 1.5, 2.5) and (3.5, 4.5, 5.5). */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            0.5,1.5,2.5|3.5,4.5,5.5                     ;
            x,y,z|0.5,1.5,2.5|3.5,4.5,5.5               ;
            0,1,2|0.5,1.5,2.5|3.5,4.5,5.5               ;
            ,x,y,z|0,0.5,1.5,2.5|1,3.5,4.5,5.5          ;
            x,y,z,label|0.5,1.5,2.5,a|3.5,4.5,5.5,b     ; a b
            class,x,y,z|01,0.5,1.5,2.5|2,3.5,4.5,5.5    ; 1 2
            0.5,1.5,2.5,a|3.5,4.5,5.5,b                 ; a b
            0.5,1.5,2.5,7|3.5,4.5,5.5,8                 ; 7 8
            """)
    void labelsAreReadWhereThereAreAny(String text, String labels) throws IOException {
        InputVectors read = csv(text, CsvOptions.NONE);
        assertThat(read.vectors().values()).containsExactly(0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f);
        assertThat(InputVectors.named(List.of(read)).get(0).labels())
                .isEqualTo(Optional.ofNullable(labels).map(all -> List.of(all.split(" "))));
        assertThat(read.notes()).first().asString().contains(labels == null ? "labels: none" : "labels: column");
    }

    @Test
    void aModelThatTakesOneNumberReadsOneColumn() throws IOException {
        Path file = folder.resolve("vectors.csv");
        for (String text : List.of("0.5\n1.5\n", "x\n0.5\n1.5\n", "0.5,a\n1.5,b\n")) {
            InputVectors read = InputVectors.read(Files.writeString(file, text), 1, CsvOptions.NONE);
            assertThat(read.vectors().values()).containsExactly(0.5f, 1.5f);
            assertThat(read.labels().isPresent()).isEqualTo(text.contains("a"));
        }
        Files.writeString(file, "0\n1.5\n");
        assertThatThrownBy(() -> InputVectors.read(file, 1, CsvOptions.NONE))
                .hasMessage(file + ":1: the first row may hold the number of the column or a sample; a header above it"
                        + " says that it is a sample, a name in its place that it is a header");
        Files.writeString(file, "label\n1\n");
        assertThatThrownBy(() -> InputVectors.read(file, 1, CsvOptions.NONE))
                .hasMessageContaining(":1: must have 1 numbers, as many as the model takes");
        Files.writeString(file, "");
        assertThatThrownBy(() -> InputVectors.read(file, 1, CsvOptions.NONE))
                .hasMessage(file + ": must hold at least one row of numbers, found none");
    }

    @Test
    void aLastCoordinateThatLooksLikeLabelsIsWarnedOf() throws IOException {
        assertThat(csv("0.5,1.5,7|3.5,4.5,8", CsvOptions.NONE).notes())
                .last()
                .isEqualTo("warning: column 3 holds only whole numbers, unlike the others, and is read as a coordinate,"
                        + " since the model takes 3 numbers; if it holds labels, the file has too few coordinates");
        for (String text : List.of("5,1,7|3,4,9", "0.5,1.5,7|3.5,4.5,8.5", "0.5,1.5,7,a|3.5,4.5,9,b")) {
            assertThat(csv(text, CsvOptions.NONE).notes()).noneMatch(note -> note.startsWith("warning:"));
        }
    }

    @Test
    void optionsNameTheColumns() throws IOException {
        CsvOptions drop = new CsvOptions(Optional.empty(), List.of("id"));
        assertThat(csv("id,x,y,z|9,0.5,1.5,2.5|7,3.5,4.5,5.5", drop).labels()).isEmpty();
        CsvOptions label = new CsvOptions(Optional.of("who"), List.of());
        assertThat(csv("x,who,y,z|0.5,a,1.5,2.5|3.5,b,4.5,5.5", label).labels()).hasValue(List.of("a", "b"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            0.5,1.5|3.5,4.5         ~ :1: must have 3 numbers, as many as the model takes, and may have a label; found 2 columns, header: none; labels: column 2 (the last)
            x,y,label|1,2,3|4,5,6   ~ :1: must have 3 numbers, as many as the model takes, and may have a label; found 3 columns, header: line 1; labels: column 'label'
            0.5,1.5,nan|3.5,4.5,5.5 ~ :1: column 3 must be a finite number, found 'nan'
            """)
    void otherTextIsRefused(String text, String message) {
        assertThatThrownBy(() -> csv(text, CsvOptions.NONE))
                .isInstanceOf(FileException.class)
                .hasMessage(folder.resolve("vectors.csv") + message);
    }

    @Test
    void optionsForTextAreRefusedWithASingleArray() throws IOException {
        Path file = Files.writeString(folder.resolve("vectors.npy"), "");
        CsvOptions label = new CsvOptions(Optional.of("who"), List.of());
        assertThatThrownBy(() -> InputVectors.read(file, 3, label))
                .isInstanceOf(FileException.class)
                .hasMessage(file + ": --label and --drop name columns of CSV files; this file has arrays");
    }

    private InputVectors npz(Map<String, NpyArray> arrays) {
        Path file = folder.resolve("vectors.npz");
        Npz.write(file, arrays);
        return InputVectors.read(file, 3, CsvOptions.NONE);
    }

    @Test
    void arraysNeedNoLabels() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("embeddings", NpyArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
        assertThat(npz(arrays).labels()).isEmpty();
        arrays.put("labels", NpyArray.of(new int[] {4, 5}, 2));
        InputVectors read = npz(arrays);
        assertThat(read.labels()).hasValue(List.of("4", "5"));
        assertThat(read.vectors().rows()).isEqualTo(2);
    }

    @Test
    void otherArraysAreRefused() {
        Path file = folder.resolve("vectors.npz");
        assertThatThrownBy(() -> npz(Map.of("features", NpyArray.of(new float[3], 1, 3))))
                .hasMessage(file + ": must hold the array embeddings, and labels if there are any, found features");
        assertThatThrownBy(() -> npz(Map.of("embeddings", NpyArray.of(new float[4], 1, 4))))
                .hasMessage(file
                        + ": must hold at least one vector of 3 numbers, as many as the model takes, found 1 of 4");
        assertThatThrownBy(() -> npz(Map.of("embeddings", NpyArray.of(new float[0], 0, 3))))
                .hasMessageContaining("found 0 of 3");
        assertThatThrownBy(() -> npz(Map.of("embeddings", NpyArray.of(new float[] {0, 0, Float.NaN}, 1, 3))))
                .hasMessage(file + ": values must be finite as 32-bit numbers, found NaN in row 0, column 2");
    }
}
