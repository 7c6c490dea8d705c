package org.metricloss.datasets.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

class EmbeddingCsvTest {
    @TempDir
    private Path folder;

    /** Files as spreadsheets, NumPy, pandas and R write them. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            plain.csv,                      , 6, 2, 3
            bom-label-first.csv,            , 6, 2, 3
            savetxt-header.csv,             , 6, 2, 3
            hash-no-space.csv,              , 6, 2, 3
            labels-first.csv,               , 6, 2, 3
            target-first.csv,               , 6, 2, 3
            bom-label-last.csv,             , 4, 2, 2
            comment-line.csv,               , 4, 2, 2
            crlf.csv,                       , 4, 2, 2
            r-write-csv.csv,                , 4, 2, 2
            label-with-comma.csv,           , 4, 2, 2
            inch.csv,                       , 4, 2, 2
            sep-line.csv,                   , 4, 2, 2
            numbers-as-names.csv,           , 4, 2, 2
            index-and-header.csv,           , 4, 2, 2
            index-and-numbers-as-names.csv, , 4, 2, 2
            named-index.csv,              id, 4, 2, 2
            index-no-header.csv,           1, 4, 2, 2
            bom-one-dimension.csv,          , 4, 1, 2
            comment-with-comma.csv,         , 4, 1, 2
            """)
    void filesOfOtherProgramsAreReadAsTheirAuthorsMeantThem(
            String file, String drop, int rows, int dimension, int classes) throws URISyntaxException {
        CsvOptions options = new CsvOptions(Optional.empty(), drop == null ? List.of() : List.of(drop));
        Embeddings read = EmbeddingFile.read(resource(file), options).test();
        assertThat(read.rows()).isEqualTo(rows);
        assertThat(read.dimension()).isEqualTo(dimension);
        assertThat(read.classes()).hasSize(classes);
        assertThat(recallAt1(read)).hasValue(1.0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            named-index.csv     | 2 | warning: column 'id' numbers the rows and is left out; if it is a coordinate, write it with a decimal point
            index-no-header.csv | 3 | warning: column 1 counts the rows and is read as a coordinate; if it is an index, leave it out with --drop 1
            """)
    void columnThatCountsTheRowsIsTold(String file, int dimension, String warning) throws URISyntaxException {
        EmbeddingFile read = EmbeddingFile.read(resource(file), CsvOptions.NONE);
        assertThat(read.test().dimension()).isEqualTo(dimension);
        assertThat(read.notes()).contains(warning);
    }

    @ParameterizedTest
    @CsvSource({"9, 2", "10, 1", "150, 1"})
    void manyRowsCountedAmongFractionsAreAnIndex(int rows, int dimension) throws IOException {
        Path file = write(IntStream.range(0, rows)
                .mapToObj(i -> (i + 1) + "," + 0.5 * i + "," + i % 2)
                .collect(Collectors.joining("~")));
        assertThat(EmbeddingFile.read(file, CsvOptions.NONE).test().dimension()).isEqualTo(dimension);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id,label,p0,p1~1,a,0,7~2,a,0,9~3,b,8,7          | 2 | left out: column 'id'
            id,label,p0,p1~14,a,0,7~11,a,0,9~12,b,8,7       | 2 | left out: column 'id'
            id,label,p0,p1~14,a,0,7                         | 2 | left out: column 'id'
            row,col,label~0,5,a~0,6,a~1,5,b                 | 2 | labels: column 'label'
            x,label,p0,p1~1,a,0,7~2,a,0,9~3,b,8,7           | 3 | column 'x' counts the rows and is read as a coordinate
            x,y,label~0.0,0.5,a~1.0,0.5,a~2.0,7.5,b         | 2 | column 'x' counts the rows and is read as a coordinate
            x,y,label~0,0.5,a~1,0.5,a                       | 2 | labels: column 'label'
            x,y,label~0,0.5,a~1,0.5,a~3,0.5,b               | 2 | labels: column 'label'
            sample,class,e1,e2~40,a,0.5,1~41,a,3,2~45,b,8,7 | 2 | left out: column 'sample'
            """)
    void columnOfFewRowsIsLeftOutAsAnIndexByItsName(String text, int dimension, String note) throws IOException {
        EmbeddingFile read = EmbeddingFile.read(write(text), CsvOptions.NONE);
        assertThat(read.test().dimension()).isEqualTo(dimension);
        assertThat(read.notes()).anyMatch(line -> line.contains(note));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id,e1,e2~0,0.5,1.5~1,3,2~2,8,7 | 2 | 0.5
            id,e1,e2~0,0.5,1.5~1,3,2~2,8,7 | 3 | 0
            id,a,b,kind~0,0.5,1,x~1,3,2,x~2,8,7,y | 3 | 0
            id,a,b,kind~0,0.5,1,x~1,3,2,x~2,8,7,y | 2 | 0.5
            """)
    void indexIsReadIfTheModelNeedsItAndTextIsAlwaysALabel(String text, int dimension, float first) throws IOException {
        InputVectors read = InputVectors.read(write(text), dimension, CsvOptions.NONE);
        assertThat(read.vectors().columns()).isEqualTo(dimension);
        assertThat(read.vectors().values()[0]).isEqualTo(first);
        assertThat(read.labels().isPresent()).isEqualTo(text.contains("kind"));
    }

    @Test
    void indexOrLabelsOfWholeNumbersAreRefused() throws IOException {
        Path file = write("id,a,b,kind~0,0.5,1,7~1,3,2,7~2,8,7,9");
        assertThatThrownBy(() -> InputVectors.read(file, 3, CsvOptions.NONE))
                .hasMessage(
                        file + ":1: the last column may hold labels or numbers of the vector, since column 'id' may be"
                                + " an index; say which with --label or --drop");
        assertThat(InputVectors.read(file, 3, new CsvOptions(Optional.of("kind"), List.of()))
                        .labels())
                .isPresent();
        assertThat(InputVectors.read(file, 3, new CsvOptions(Optional.empty(), List.of("id")))
                        .labels())
                .isEmpty();
    }

    @Test
    void columnThatStopsCountingTheRowsIsRefused() throws IOException {
        Path file = write(IntStream.range(0, 130)
                .mapToObj(i -> i % 120 + "," + 0.5 * i + "," + i % 2)
                .collect(Collectors.joining("~")));
        assertThatThrownBy(() -> EmbeddingFile.read(file, CsvOptions.NONE))
                .hasMessage(file
                        + ":121: column 1 counts the rows before, but not this one: leave it out if it is an index,"
                        + " and write it with a decimal point if it is a coordinate");
    }

    @Test
    void columnThatStopsNumberingTheRowsIsRefused() throws IOException {
        Path file = write(IntStream.range(0, 130)
                .mapToObj(i -> 3 * i + 7 + "," + i + "," + i % 2)
                .collect(Collectors.joining("~", "id,x,label~", "~7,1,0")));
        assertThatThrownBy(() -> EmbeddingFile.read(file, CsvOptions.NONE))
                .hasMessage(file
                        + ":132: column 'id' numbers the rows before, but not this one: leave it out if it is an index,"
                        + " and write it with a decimal point if it is a coordinate");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            blank-first-row.csv | :1: column 1 must be a finite number, but its value is missing
            java-numbers.csv    | :1: column 1 must be a finite number, found '1d'
            """)
    void cellThatIsNoNumberIsNamed(String file, String problem) throws URISyntaxException {
        Path path = resource(file);
        assertThatThrownBy(() -> EmbeddingFile.read(path, CsvOptions.NONE))
                .isInstanceOf(FileException.class)
                .hasMessage(path + problem);
    }

    @Test
    void loneSamplesHaveNoRetrievalMeasures() throws URISyntaxException {
        Embeddings read = EmbeddingFile.read(resource("all-singletons.csv"), CsvOptions.NONE)
                .test();
        assertThat(read.classes()).hasSize(4);
        assertThat(recallAt1(read)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            e0;e1;label~0,5;1,5;a~2;3;b                 | header: line 1; labels: column 'label'; separated by semicolons, with decimal commas
            e0;e1;label~0.5;1.5;a~2;3;b                 | header: line 1; labels: column 'label'; separated by semicolons
            0.5 1.5 a~2 3 b                             | header: none; labels: column 3 (the last); separated by blanks
            "e0","e1","species"~0.5,1.5,"a"~2,3,"b"     | header: line 1; labels: column 'species' (the last); separated by commas
            # x~x,y,class~0.5,1.5,a~# note~2,3,b         | header: line 2; labels: column 'class'; separated by commas; 1 comment lines passed over
            0,1,y~0.5,1.5,a~2,3,b                       | header: line 1; labels: column 'y'; separated by commas
            ,e0,e1,label~r1,0.5,1.5,a~r2,2,3,b          | header: line 1; labels: column 'label'; left out: column 1; separated by commas
            Unnamed: 0,e0,e1,label~17,0.5,1.5,a~3,2,3,b | header: line 1; labels: column 'label'; left out: column 'Unnamed: 0'; separated by commas
            path,label,predicted,score,e1,e2~a.png,a,b,9,0.5,1.5~b.png,b,b,8,2,3 | header: line 1; labels: column 'label'; left out: column 'path', column 'predicted', column 'score'; separated by commas
            "0,5","1,5","a"                             | -
            """)
    void whatWasReadIsSaid(String text, String note) throws IOException {
        Path file = write(text);
        if (note.equals("-")) {
            assertThatThrownBy(() -> EmbeddingFile.read(file, CsvOptions.NONE)).hasMessageContaining("found '0,5'");
            return;
        }
        EmbeddingFile read = EmbeddingFile.read(file, CsvOptions.NONE);
        assertThat(read.notes()).containsExactly(note);
        assertThat(row(read.test(), 0)).containsExactly(0.5, 1.5);
        assertThat(row(read.test(), 1)).containsExactly(2, 3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            0,1,cat~0.5,1.5,dog              | :1: the first row may be a header or a sample of class 'cat'; --label cat says that it is a header, a header above it that it is a sample
            0,1,2~3,1,2                      | :1: the first row may hold the numbers of the columns or a sample; --label with the number of the column of labels, such as --label 2, says that it is a header, a header above it that it is a sample
            label,target,e0~a,1,2            | :1: several columns may hold the labels: label, target; choose one with --label NAME, or leave one out with --drop NAME
            id,e0,e1~7,0.5,1.5~8,2.5,3.5     | : no column is called label, and the last one looks like a coordinate (1.5); name the column of the labels with --label NAME
            e0,e1,label~1.5;2,5,a            | :2: column 'e0' must be a finite number, found '1.5;2'
            e0;e1;label~1,5;2.5;a            | :2: column 'e1' must have the same decimal separator as the numbers before it, found '2.5'
            e0,,label~1,2,a                  | :1: column 2 has no name; give it one, or leave it out with --drop ""
            label,e0,e1~a,1,2~#b,3,4         | :3: begins with # like a comment, but could also be a row; quote its label or remove the line
            e0,e1,label~1,2,"a~3,4,b         | :2: the label contains a line break; a quote may be unclosed
            e0,label~1e999,a                 | :2: column 'e0' must be a finite number, found '1e999'
            e0,label~,a                      | :2: column 'e0' must be a finite number, but its value is missing
            """)
    void whatIsNotClearIsRefusedWithTheWayOut(String text, String problem) throws IOException {
        Path file = write(text);
        assertThatThrownBy(() -> EmbeddingFile.read(file, CsvOptions.NONE))
                .isInstanceOf(FileException.class)
                .hasMessage(file + problem);
    }

    @Test
    void sampleThatHoldsTheGivenNumberIsNotTakenForAHeader() throws IOException {
        assertThatThrownBy(() ->
                        EmbeddingFile.read(write("0.3,0.7,-1~0.1,0.2,1"), new CsvOptions(Optional.of("-1"), List.of())))
                .hasMessageContaining("--label: no column '-1'; the file has no header");
        assertThatThrownBy(
                        () -> EmbeddingFile.read(write("0,1,2~128,7,255"), new CsvOptions(Optional.of("1"), List.of())))
                .hasMessageEndingWith(
                        "; names in place of the numbers say that it is a header, a header above it that it is a sample");
    }

    @Test
    void rowThatLooksLikeAHeaderIsASampleIfItsLabelComesAgain() throws IOException {
        EmbeddingFile read = EmbeddingFile.read(write("0,1,y~0,2,n~0,1,y"), CsvOptions.NONE);
        assertThat(read.test().rows()).isEqualTo(3);
        assertThat(read.notes().get(0)).startsWith("header: none");
    }

    @Test
    void labelAndDropNameColumns() throws IOException {
        Path file = write("id,kind,e0,e1~7,a,1,2~9,b,3,4");
        Embeddings read = EmbeddingFile.read(file, new CsvOptions(Optional.of("kind"), List.of("id")))
                .test();
        assertThat(row(read, 1)).containsExactly(3, 4);
        assertThat(read.classes()).containsExactly(0, 1);
        assertThatThrownBy(() -> EmbeddingFile.read(file, new CsvOptions(Optional.of("sort"), List.of())))
                .hasMessageContaining("--label: no column 'sort'; columns: id, kind, e0, e1");
        assertThatThrownBy(() -> EmbeddingFile.read(file, new CsvOptions(Optional.of("kind"), List.of("kind"))))
                .hasMessageContaining("the column of labels must not be dropped");
        assertThatThrownBy(
                        () -> EmbeddingFile.read(write("1,2,a~3,4,a"), new CsvOptions(Optional.empty(), List.of("4"))))
                .hasMessageContaining("--drop: no column '4'; the file has no header, so columns are named 1 to 3");
    }

    /** The first as wine.data of the UCI begins: no header, labels first. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1,14.23,1.71~1,13.2,1.78~2,12.3,1.7 | 1 | 3 | 14.23
            1,0,3~1,0.1,3~5,5,4                 | 3 | 3 | 1
            3,0.2,1~4,0.3,2                     | 3 | 2 | 3
            0,1,2~0.5,1.5,7                     | 2 | 1 | 0.5
            id,10,20~0.5,1.5,7                  | 20 | 1 | 0.5
            3,8,setosa~0.5,1.5,lutea            | 3 | 2 | 3
            400,500,600~0.5,1.5,7               | 600 | 1 | 0.5
            0,1,2~7,0.5,1.5~8,0.2,0.3           | 0 | 2 | 0.5
            0,1,2~7,128,255                     | 0 | 1 | 128
            """)
    void aNumberNamesTheColumnOfLabelsOnlyInAHeader(String text, String label, int rows, double first)
            throws IOException {
        Embeddings read = EmbeddingFile.read(write(text), new CsvOptions(Optional.of(label), List.of()))
                .test();
        assertThat(read.rows()).isEqualTo(rows);
        assertThat(read.dimension()).isEqualTo(2);
        assertThat(read.value(0, 0)).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 1.0 01 2   | 1 1 1 2
            1 a 1.0 a    | 0 2 1 2
            -1 +3 7 7    | -1 3 7 7
            9999999999 7 | 1 0
            """)
    void labelsThatAreAllNumbersAreEqualByValue(String labels, String numbers) {
        assertThat(Labels.numbers(List.of(List.of(labels.split(" ")))).get(0))
                .containsExactly(Arrays.stream(numbers.split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    /** As pandas writes with quotes around all that is not a number. */
    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", " "})
    void separatorIsFoundBetweenQuotes(String separator) throws IOException {
        Path file = write("'e0'S'e 1'S'label'~0.5S1.5S'a, b; c'~2S3S'd'"
                .replace('\'', '"')
                .replace("S", separator));
        Embeddings read = EmbeddingFile.read(file, CsvOptions.NONE).test();
        assertThat(row(read, 1)).containsExactly(2, 3);
        assertThat(read.classes()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
    void textWithAByteOrderMarkIsReadInItsEncoding(String charset) throws IOException {
        Path file = Files.writeString(
                folder.resolve("bom.csv"), "\uFEFFlabel\te0\né\t1.5\nè\t2\n", Charset.forName(charset));
        Embeddings read = EmbeddingFile.read(file, CsvOptions.NONE).test();
        assertThat(row(read, 0)).containsExactly(1.5);
        assertThat(read.classes()).hasSize(2);
    }

    @Test
    void bytesThatAreNotTextAreRefused() throws IOException {
        Path file = Files.write(folder.resolve("latin1.csv"), "1,é\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> EmbeddingFile.read(file, CsvOptions.NONE))
                .hasMessage(file + ": must be text in UTF-8, or in UTF-16 with a byte order mark");
    }

    @Test
    void manyColumnsAndRowsAreRead() throws IOException {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, 150).forEach(row -> {
            IntStream.range(0, 20_000).forEach(i -> text.append(row + 0.5).append(','));
            text.append('c').append(row % 3).append('\n');
        });
        Path file = Files.writeString(folder.resolve("wide.csv"), text);
        Embeddings read = EmbeddingFile.read(file, CsvOptions.NONE).test();
        assertThat(read.rows()).isEqualTo(150);
        assertThat(read.dimension()).isEqualTo(20_000);
        assertThat(read.value(149, 19_999)).isEqualTo(149.5);
    }

    private static double[] row(Embeddings embeddings, int row) {
        return IntStream.range(0, embeddings.dimension())
                .mapToDouble(column -> embeddings.value(row, column))
                .toArray();
    }

    private static OptionalDouble recallAt1(Embeddings embeddings) {
        return Evaluation.of(
                        new EvaluationInput(
                                embeddings,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Distance.EUCLIDEAN,
                                1,
                                1),
                        Measures.all())
                .value("recallAt1");
    }

    private Path write(String lines) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), lines.replace('~', '\n') + "\n");
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(EmbeddingCsvTest.class.getResource("csv/" + name).toURI());
    }
}
