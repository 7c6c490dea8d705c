package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.core.array.Shape;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.InputScaling;
import org.metricloss.core.data.Normalization;
import org.metricloss.core.data.SampleSet;
import org.metricloss.datasets.PartFiles.Part;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;

class VectorFilesTest {
    private static final SplitSettings OWN = SplitSettings.DEFAULT;

    @TempDir
    private Path folder;

    /** Vectors of two numbers: the class and the number within the class. */
    private Path csv(String name, int perClass, String... classes) throws IOException {
        StringBuilder text = new StringBuilder("x,y,label\n");
        for (int c = 0; c < classes.length; c++) {
            for (int i = 0; i < perClass; i++) {
                text.append(c)
                        .append(".5,")
                        .append(i)
                        .append(',')
                        .append(classes[c])
                        .append('\n');
            }
        }
        return Files.writeString(folder.resolve(name), text.toString());
    }

    private Dataset open(PartFiles files, SplitSettings split, Holdout validation) {
        DatasetSettings settings = new DatasetSettings(
                "vectors",
                Optional.empty(),
                Normalization.NONE,
                validation,
                ImageSettings.DEFAULT,
                split,
                Optional.of(files),
                Optional.empty());
        return Datasets.of(new DataLocations(Optional.empty(), folder)).open(settings, 1);
    }

    private Dataset open(PartFiles files) {
        return open(files, OWN, Holdout.NONE);
    }

    private static PartFiles parts(Map<Part, Path> parts) {
        return new PartFiles(Optional.empty(), new EnumMap<>(parts));
    }

    private static float[] values(SampleSet samples, int sample) {
        float[] values = new float[samples.values()];
        samples.copy(new int[] {sample}, InputScaling.of(0, 1), values);
        return values;
    }

    private void assertRefused(PartFiles files, String message) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(files))
                .withMessageContaining(message);
    }

    @Test
    void aFileWithoutPartsIsDividedByClass() throws IOException {
        Dataset data = open(PartFiles.of(csv("all.csv", 3, "a", "b", "c", "d")));
        assertThat(data.isOpenSet()).isTrue();
        assertThat(data.inputShape()).isEqualTo(Shape.of(2));
        assertThat(data.train().size()).isEqualTo(9);
        assertThat(data.test().size()).isEqualTo(3);
        assertThat(data.trainedClassCount()).isEqualTo(3);
        String tested = data.classNames().get(3);
        assertThat(values(data.test(), 2)).containsExactly("abcd".indexOf(tested) + 0.5f, 2);
    }

    @Test
    void testClassesAreTheOnesNamed() throws IOException {
        SplitSettings split = new SplitSettings(Optional.empty(), 0.25, List.of("b", "c"), Optional.empty());
        Dataset data = open(PartFiles.of(csv("all.csv", 3, "a", "b", "c", "d")), split, Holdout.NONE);
        assertThat(data.classNames()).containsExactly("a", "d", "b", "c");
        assertThat(data.test().size()).isEqualTo(6);
        SplitSettings unknown = new SplitSettings(Optional.empty(), 0.25, List.of("b", "x"), Optional.empty());
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(PartFiles.of(folder.resolve("all.csv")), unknown, Holdout.NONE))
                .withMessage("testClasses must be among the classes in " + folder.resolve("all.csv") + ", found no x");
    }

    /** In the training part alone, 01 would be 1. */
    @Test
    void labelsOfAllPartsAreNamedTogether() throws IOException {
        Map<Part, Path> numbers =
                Map.of(Part.TRAIN, csv("a.csv", 2, "01", "2"), Part.TEST, csv("b.csv", 2, "1", "2.0"));
        assertThat(open(parts(numbers)).classNames()).containsExactly("1", "2");
        Map<Part, Path> texts =
                Map.of(Part.TRAIN, csv("c.csv", 2, "01", "2"), Part.TEST, csv("d.csv", 2, "01", "2", "unknown"));
        assertRefused(parts(texts), "unknown");
    }

    @Test
    void aShareOfEachClassCanBeTested() throws IOException {
        SplitSettings split = SplitSettings.of(SplitSettings.Kind.IMAGE, 0.5);
        Dataset data = open(PartFiles.of(csv("all.csv", 4, "1", "2")), split, new Holdout.Count(2));
        assertThat(data.isOpenSet()).isFalse();
        assertThat(data.train().labels()).hasSize(2);
        assertThat(data.validation().labels()).containsExactlyInAnyOrder(0, 1);
        assertThat(data.test().labels()).containsExactlyInAnyOrder(0, 0, 1, 1);
    }

    @Test
    void eachPartMayHaveItsFile() throws IOException {
        Dataset data = open(parts(Map.of(
                Part.TRAIN, csv("train.csv", 3, "10", "9"),
                Part.VALIDATION, csv("validation.csv", 1, "9.0", "10"),
                Part.TEST, csv("test.csv", 2, "10", "09"))));
        assertThat(data.classNames()).containsExactly("9", "10");
        assertThat(data.train().labels()).containsExactly(1, 1, 1, 0, 0, 0);
        assertThat(data.validation().labels()).containsExactly(0, 1);
        assertThat(values(data.validation(), 1)).containsExactly(1.5f, 0);
        assertThat(data.test().size()).isEqualTo(4);
        assertThat(data.sources()).hasSize(3);
    }

    @Test
    void equalVectorsAreCounted() throws IOException {
        Path train = Files.writeString(folder.resolve("train.csv"), "x,y,label\n1,2,a\n1,3,a\n4,5,b\n1,3,b\n0,1,b\n");
        Path test = Files.writeString(folder.resolve("test.csv"), "x,y,label\n1,2,a\n4,5,a\n8,9,b\n8,9,b\n-0,1,b\n");
        PartFiles files = parts(Map.of(Part.TRAIN, train, Part.TEST, test));
        assertThat(warnings(open(files)))
                .containsExactly(
                        "3 test vectors have the same numbers as a training vector, 1 of them as one of another class",
                        "2 training vectors have the same numbers as a training vector of another class");
        assertThat(warnings(open(files, OWN, new Holdout.Count(2))))
                .as("with every seed")
                .containsExactly(
                        "3 test vectors have the same numbers as a training or validation vector, 1 of them as one of"
                                + " another class",
                        "2 training or validation vectors have the same numbers as a training or validation vector of"
                                + " another class");
    }

    @Test
    void notesOnColumnsStayWithTheData() throws IOException {
        StringBuilder text = new StringBuilder("row,x,y,label\n");
        for (int i = 0; i < 12; i++) {
            text.append("%s,%s.5,%s,%s\n".formatted(i, (5 * i) % 12, i, "abc".charAt(i / 4)));
        }
        Path file = Files.writeString(folder.resolve("all.csv"), text.toString());
        Dataset data = open(PartFiles.of(file), OWN, Holdout.NONE);
        assertThat(data.inputShape()).isEqualTo(Shape.of(1));
        assertThat(warnings(data))
                .anyMatch(line -> line.startsWith(file + ": column 'row' "))
                .isEqualTo(data.notes());
        assertThat(data.splitByClass("b"::equals).notes()).isEqualTo(data.notes());
        SplitSettings byImage = SplitSettings.of(SplitSettings.Kind.IMAGE, 0.5);
        Dataset validated = open(PartFiles.of(file), byImage, new Holdout.Count(3));
        assertThat(validated.validation().size()).isEqualTo(3);
        assertThat(validated.notes()).isEqualTo(data.notes());
    }

    private List<String> warnings(Dataset data) {
        return DatasetSummary.warnings(
                data,
                new DatasetSettings(
                        "vectors", Optional.empty(), Normalization.NONE, Holdout.NONE, ImageSettings.DEFAULT, OWN));
    }

    @Test
    void queriesComeBeforeTheGallery() throws IOException {
        Dataset data = open(parts(Map.of(
                Part.TRAIN, csv("train.csv", 3, "a", "b"),
                Part.QUERY, csv("query.csv", 1, "c", "d"),
                Part.GALLERY, csv("gallery.csv", 2, "c", "d"))));
        assertThat(data.queryGallery().orElseThrow().queries()).isEqualTo(2);
        assertThat(data.test().labels()).containsExactly(2, 3, 2, 2, 3, 3);
    }

    @Test
    void anArtifactOfARunHasATrainingAndATestPart() {
        Path file = folder.resolve("epoch-001.npz");
        Npz.write(
                file,
                Map.of(
                        "trainEmbeddings", NpyArray.of(new float[] {1, 2, 3, 4}, 2, 2),
                        "trainLabels", NpyArray.of(new int[] {0, 1}, 2),
                        "testEmbeddings", NpyArray.of(new float[] {5, 6}, 1, 2),
                        "testLabels", NpyArray.of(new int[] {1}, 1)));
        Dataset data = open(PartFiles.of(file));
        assertThat(data.train().size()).isEqualTo(2);
        assertThat(values(data.test(), 0)).containsExactly(5, 6);
        assertThat(data.test().labels()).containsExactly(1);
        Dataset byClass = open(
                PartFiles.of(file),
                new SplitSettings(Optional.empty(), 0.25, List.of("1"), Optional.empty()),
                Holdout.NONE);
        assertThat(byClass.isOpenSet()).isTrue();
        assertThat(byClass.train().size()).isEqualTo(1);
        assertThat(byClass.test().size()).isEqualTo(2);
    }

    @Test
    void vectorsOfAnotherLengthInTheTestPartAreRefused() throws IOException {
        Path longer = Files.writeString(folder.resolve("longer.csv"), "x,y,z,label\n1,2,3,a\n");
        assertRefused(
                parts(Map.of(Part.TRAIN, csv("train.csv", 2, "a"), Part.TEST, longer)),
                longer + " (test part): vectors must have 2 numbers as those of the training part, found 3");
    }

    /** As an index goes on from file to file, or a part has too few rows to tell. */
    @Test
    void anIndexInOneFileOnlyIsNamed() throws IOException {
        Path train = counted("train.csv", 0, 12);
        assertRefused(
                parts(Map.of(Part.TRAIN, train, Part.TEST, counted("test.csv", 12, 4))),
                "test.csv (test part): vectors must have 1 numbers as those of the training part, found 2 (" + train
                        + ": column 'n' counts the rows and is left out;");
    }

    private Path counted(String name, int start, int rows) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                IntStream.range(start, start + rows)
                        .mapToObj(i -> i + "," + 0.3 * i + "," + i % 2)
                        .collect(Collectors.joining("\n", "n,x,label\n", "\n")));
    }

    @Test
    void aTestClassWithoutTrainingVectorsIsRefusedByName() throws IOException {
        assertRefused(
                parts(Map.of(Part.TRAIN, csv("train.csv", 2, "a", "b"), Part.TEST, csv("test.csv", 2, "a", "x"))),
                "vectors: either all test classes must have training vectors or none; of 2, 1 have none: x");
    }

    @Test
    void numbersTooLargeFor32BitsAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("large.csv"), "x,label\n1,a\n1e39,b\n");
        assertRefused(
                PartFiles.of(file),
                file + ": values must be finite as 32-bit numbers, found Infinity in row 1, column 0");
    }

    @Test
    void aShareOfEachClassThatIsNoVectorIsRefused() throws IOException {
        PartFiles files = PartFiles.of(csv("all.csv", 4, "1", "2"));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(files, SplitSettings.of(SplitSettings.Kind.IMAGE, 0.1), Holdout.NONE))
                .withMessage(folder.resolve("all.csv") + ": split: image with test 0.1 leaves no vector to test on; the"
                        + " largest of its 2 classes has 4 vectors");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(files, SplitSettings.of(SplitSettings.Kind.IMAGE, 0.9), Holdout.NONE))
                .withMessageContaining("leaves no vector to train on");
    }

    @Test
    void partsHaveDifferentFiles() throws IOException {
        Path file = csv("train.csv", 3, "a", "b");
        assertRefused(
                parts(Map.of(Part.TRAIN, file, Part.TEST, file)),
                file + ": the parts train and test must have different files");
    }

    @Test
    void validationClassesArePartOfTheTrainedOnes() throws IOException {
        assertRefused(
                parts(Map.of(
                        Part.TRAIN, csv("train.csv", 3, "a"),
                        Part.VALIDATION, csv("validation.csv", 1, "b"),
                        Part.TEST, csv("test.csv", 2, "a"))),
                "vectors: validation classes must be trained on, since test classes are; found 1: b");
    }

    /** The default share is no exception: it would be ignored like any other. */
    @Test
    void partsAreNotDividedAnew() throws IOException {
        PartFiles files = parts(Map.of(Part.TRAIN, csv("train.csv", 2, "a"), Part.TEST, csv("test.csv", 2, "a")));
        for (SplitSettings split : List.of(
                new SplitSettings(Optional.of(SplitSettings.Kind.IMAGE), Optional.empty(), List.of(), Optional.empty()),
                new SplitSettings(Optional.empty(), 0.25, List.of(), Optional.empty()),
                new SplitSettings(Optional.empty(), 0.5, List.of(), Optional.empty()))) {
            assertThatExceptionOfType(DatasetException.class)
                    .isThrownBy(() -> open(files, split, Holdout.NONE))
                    .withMessage("dataset 'vectors': the files hold parts, which only split: class replaces; leave out"
                            + " split: image and test");
        }
    }

    @Test
    void missingFilesAreRefusedByName() {
        assertRefused(PartFiles.of(folder.resolve("no.npz")), folder.resolve("no.npz") + ": no such file");
    }
}
