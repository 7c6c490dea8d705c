package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.Normalization;
import org.metricloss.core.data.SourceFile;
import org.metricloss.datasets.SplitSettings.Kind;

class ImageFolderTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path cache;

    @Test
    void aQuarterOfTheClassesIsTestedOnAndNeverTrainedOn() {
        people(folder, 8, 5);
        Dataset dataset = open(Kind.CLASS, 0.25, Optional.empty());
        assertThat(dataset.isOpenSet()).isTrue();
        assertThat(dataset.train().size()).isEqualTo(30);
        assertThat(dataset.test().size()).isEqualTo(10);
        assertThat(dataset.trainedClassCount()).isEqualTo(6);
        assertThat(dataset.classCount()).isEqualTo(8);
        assertThat(dataset.inputShape()).hasToString("[3, 6, 4]");
        // The first channel is the person's number, times ten.
        for (int i = 0; i < 10; i++) {
            String person = dataset.classNames().get(dataset.test().label(i));
            assertThat(person).isEqualTo("P" + ((ImageSet) dataset.test()).pixel(i, 0, 0, 0) / 10);
        }
    }

    @Test
    void aShareOfEachClassIsTestedOn() {
        people(folder, 3, 10);
        Dataset dataset = open(Kind.IMAGE, 0.3, Optional.empty());
        assertThat(dataset.isOpenSet()).isFalse();
        assertThat(Arrays.stream(dataset.test().samplesByClass()).mapToInt(images -> images.length))
                .containsExactly(3, 3, 3);
        assertThat(Arrays.stream(dataset.train().samplesByClass()).mapToInt(images -> images.length))
                .containsExactly(7, 7, 7);
        assertThat(open(Kind.IMAGE, 0.3, Optional.empty()).checksum()).isEqualTo(dataset.checksum());
    }

    @Test
    void foldersSayWhatIsTestedOnAndPairsNameImages() throws IOException {
        people(folder.resolve("train"), 4, 3);
        people(folder.resolve("test"), 3, 2);
        Path pairs = Files.writeString(
                folder.resolve("pairs.txt"), "2\t1\nP0\t1\t2\nP0\t1\tP1\t2\nP2\t2\t1\nP1\t1\tP2\t1\n");
        Dataset dataset = open(Kind.FOLDERS, 0.5, Optional.of(pairs));
        assertThat(dataset.train().size()).isEqualTo(12);
        assertThat(dataset.test().size()).isEqualTo(6);
        assertThat(dataset.testPairs().orElseThrow().first()).containsExactly(0, 0, 5, 2);
        assertThat(dataset.testPairs().orElseThrow().second()).containsExactly(1, 3, 4, 4);
        assertThat(dataset.testPairs().orElseThrow().same()).containsExactly(true, false, true, false);
        assertThat(dataset.testPairs().orElseThrow().fold()).containsExactly(0, 0, 1, 1);
        assertThat(dataset.withValidation(new Holdout.Count(2), 1).testPairs()).isPresent();
    }

    @Test
    void otherPairsAreOtherData() throws IOException {
        people(folder.resolve("train"), 4, 3);
        people(folder.resolve("test"), 3, 2);
        Path pairs = folder.resolve("pairs.txt");
        Set<String> checksums = new HashSet<>();
        Set<SourceFile> sources = new HashSet<>();
        for (String list : List.of("1\nP0 1 2\nP0 1 P1 2\n", "1\nP1 1 2\nP0 1 P1 2\n", "1\nP0 1 2\nP0 1 P1 1\n")) {
            Files.writeString(pairs, list);
            Dataset dataset = open(Kind.FOLDERS, 0.5, Optional.of(pairs));
            checksums.add(dataset.checksum());
            sources.add(dataset.sources().get(1));
        }
        checksums.add(open(Kind.FOLDERS, 0.5, Optional.empty()).checksum());
        assertThat(checksums).hasSize(4);
        assertThat(sources).hasSize(3).extracting(SourceFile::name).containsOnly("pairs.txt");
    }

    @Test
    void pairsCannotNameImagesThatDifferInTheirFileTypesOnly() throws IOException {
        people(folder.resolve("train"), 4, 3);
        people(folder.resolve("test"), 3, 2);
        Files.copy(folder.resolve("test/P0/P0_0001.png"), folder.resolve("test/P0/P0_0001.jpg"));
        assertThat(open(Kind.FOLDERS, 0.5, Optional.empty()).test().size()).isEqualTo(7);
        Path pairs = Files.writeString(folder.resolve("pairs.txt"), "1\nP0 1 2\nP0 1 P1 2\n");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(Kind.FOLDERS, 0.5, Optional.of(pairs)))
                .withMessage("two test images are called P0/P0_0001 without their file types, so a list of pairs cannot"
                        + " name either");
    }

    @Test
    void foldersMayHoldQueriesAndAGallery() throws IOException {
        people(folder.resolve("train"), 4, 3);
        people(folder.resolve("validation"), 4, 1);
        people(folder.resolve("query"), 2, 1);
        people(folder.resolve("gallery"), 3, 2);
        Dataset dataset = open(Kind.FOLDERS, 0.5, Optional.empty());
        assertThat(dataset.train().size()).isEqualTo(12);
        assertThat(dataset.validation().size()).isEqualTo(4);
        assertThat(dataset.queryGallery().orElseThrow().queries()).isEqualTo(2);
        assertThat(dataset.test().labels()).containsExactly(0, 1, 0, 0, 1, 1, 2, 2);
        people(folder.resolve("test"), 1, 1);
        assertRefused(Kind.FOLDERS, folder + ": the part test does not go with query and gallery");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 1                                        | :1: says 2 folds of 2 x 1 pairs, found 0 lines of pairs
            2                                          | :1: says 1 folds of 2 x 2 pairs, found 0 lines of pairs
            2 1 1                                      | :1: must hold the number of folds (may be missing if it is 1) and the number of pairs of each kind in a fold
            0 1                                        | :1: must be a whole number from 1 to 999999, found '0'
            2 1#P0 1 2#P0 1 P1 2#P2 2 1#P1 1 2         | :5: must be NAME I NAME J for a pair of two persons
            2 1#P0 1 P1 2#P0 1 P1 2#P2 2 1#P1 1 P2 1   | :2: must be NAME I J for a pair of the same person
            2 1#P0 1 1#P0 1 P1 2#P2 2 1#P1 1 P2 1      | :2: names one image twice
            2 1#P0 1 2#P0 1 P0 2#P2 2 1#P1 1 P2 1      | :3: must name two persons, as the second half of each fold does
            2 1#P0 1 9#P0 1 P1 2#P2 2 1#P1 1 P2 1      | :2: no test image P0/P0_0009
            2 1#P0 1 x#P0 1 P1 2#P2 2 1#P1 1 P2 1      | :2: must be a whole number from 0 to 999999, found 'x'
            """)
    void pairsThatDoNotFitAreRefusedAtTheirLine(String text, String refusal) throws IOException {
        people(folder.resolve("train"), 4, 3);
        people(folder.resolve("test"), 3, 2);
        Path pairs = Files.writeString(folder.resolve("pairs.txt"), text.replace('#', '\n'));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(Kind.FOLDERS, 0.5, Optional.of(pairs)))
                .withMessage(pairs + refusal);
    }

    /** As pairsDevTest.txt of view 1 begins, a list of one fold, and one that Windows saved. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "1 1", "\uFEFF1 1", "\uFEFF1\r"})
    void listsOfASingleFoldAreRead(String head) throws IOException {
        people(folder.resolve("train"), 4, 3);
        people(folder.resolve("test"), 3, 2);
        Path pairs = Files.writeString(folder.resolve("pairs.txt"), head + "\nP0\t1\t2\nP0\t1\tP1\t2\n");
        Dataset dataset = open(Kind.FOLDERS, 0.5, Optional.of(pairs));
        assertThat(dataset.testPairs().orElseThrow().same()).containsExactly(true, false);
        assertThat(dataset.testPairs().orElseThrow().fold()).containsExactly(0, 0);
    }

    @Test
    void whatIsPassedOverIsSaid() throws IOException {
        people(folder, 4, 5);
        Files.writeString(folder.resolve("README.txt"), "x");
        Files.writeString(folder.resolve("P0/Thumbs.db"), "x");
        Files.writeString(folder.resolve("P1/desktop.ini"), "x");
        Files.writeString(folder.resolve("P1/.DS_Store"), "x");
        Files.createDirectory(folder.resolve("nobody"));
        DatasetSettings settings = settings(SMALL, SplitSettings.DEFAULT);
        Dataset dataset = open(settings);
        assertThat(DatasetSummary.lines(dataset, settings))
                .containsExactly(
                        "training part: 15 images in 3 classes; smallest class P0 with 5, largest P0 with 5",
                        "test part: 5 images in 1 classes; smallest class P1 with 5, largest P1 with 5, never trained on",
                        folder + ": passed over 1 class folders without an image: nobody",
                        folder + ": passed over 1 files beside the class folders: README.txt",
                        folder + ": passed over 3 hidden files and those of file managers: Thumbs.db, .DS_Store,"
                                + " desktop.ini");
    }

    @Test
    void equalImagesOfPartsAndClassesAreCounted() throws IOException {
        people(folder, 4, 5);
        DatasetSettings settings = settings(SMALL, SplitSettings.DEFAULT);
        assertThat(DatasetSummary.warnings(open(settings), settings)).noneMatch(line -> line.contains("same pixels"));
        // P1 is tested, the others are trained on.
        Files.copy(folder.resolve("P1/P1_0001.png"), folder.resolve("P0/P0_0009.png"));
        Files.copy(folder.resolve("P0/P0_0001.png"), folder.resolve("P2/P2_0009.png"));
        Files.copy(folder.resolve("P3/P3_0001.png"), folder.resolve("P3/P3_0009.png"));
        assertThat(DatasetSummary.warnings(open(settings), settings))
                .contains(
                        "1 test images have the same pixels as a training image, 1 of them as one of another class",
                        "2 training images have the same pixels as a training image of another class")
                .noneMatch(line -> line.contains("test image of another class"));
    }

    @Test
    void namesAreTheSameInEveryUnicodeNormalForm() throws IOException {
        people(folder.resolve("train"), 2, 3);
        people(folder.resolve("test"), 2, 2);
        Files.move(folder.resolve("train/P1"), folder.resolve("train/Ren\u00e9"));
        Files.move(folder.resolve("test/P1"), folder.resolve("test/Rene\u0301"));
        Dataset dataset = open(Kind.FOLDERS, 0.5, Optional.empty());
        assertThat(dataset.classNames()).containsExactly("P0", "Ren\u00e9");
        assertThat(dataset.isOpenSet()).isFalse();
        Files.move(folder.resolve("test/P0"), folder.resolve("test/Ren\u00e9"));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(Kind.FOLDERS, 0.5, Optional.empty()))
                .withMessageEndingWith(": another folder has the same name in another Unicode normal form");
    }

    @Test
    void testClassesThatArePartlyUnseenAreRefused() throws IOException {
        people(folder.resolve("train"), 2, 3);
        people(folder.resolve("test"), 4, 2);
        assertRefused(
                Kind.FOLDERS,
                "folder: either all test classes must have training images or none; of 4, 2 have none: P2, P3");
    }

    @Test
    void whatIsNoClassOfImagesIsRefusedByName() throws IOException {
        people(folder, 2, 2);
        Path nested = Files.createDirectory(folder.resolve("P0/nested"));
        assertRefused(Kind.CLASS, nested + ": must be an image file, found a folder");
        Files.delete(nested);
        Path link = Files.createSymbolicLink(folder.resolve("P2"), folder.resolve("nowhere"));
        assertRefused(Kind.CLASS, link + ": is a link to a folder that is not there");
        Files.delete(link);
        link = Files.createSymbolicLink(folder.resolve("P0/a.png"), folder.resolve("nowhere"));
        assertRefused(Kind.CLASS, link + ": is a link to a file that is not there");
        Files.delete(link);
        Path device = Files.createSymbolicLink(folder.resolve("P0/a.png"), Path.of("/dev/zero"));
        assertRefused(Kind.CLASS, device + ": must be a plain file, not a pipe or a device");
        Files.delete(device);
        Path blank = Files.createDirectory(folder.resolve(" "));
        assertRefused(Kind.CLASS, blank + ": the name of a class must not be blank");
    }

    @Test
    void relativeFolderIsShownWithItsAbsolutePath() {
        DatasetSettings settings =
                new DatasetSettings("folder", Optional.of(Path.of("no/such")), Normalization.UNIT, Holdout.NONE);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() ->
                        Datasets.of(new DataLocations(Optional.empty(), cache)).open(settings, 1))
                .withMessage("no/such (" + Path.of("no/such").toAbsolutePath() + "): no such folder");
    }

    @Test
    void foldersWithoutImagesAreRefused() throws IOException {
        assertRefused(Kind.CLASS, folder + ": must hold a sub-folder of images for each class, found none");
        assertRefused(Kind.FOLDERS, folder.resolve("train") + ": no such folder");
        people(folder.resolve("train"), 1, 2);
        assertRefused(Kind.FOLDERS, folder + ": the part test is missing, or query and gallery in its place");
        people(folder.resolve("query"), 1, 2);
        assertRefused(Kind.FOLDERS, folder + ": the parts query and gallery go together; gallery is missing");
        Files.move(folder.resolve("train/P0"), folder.resolve("P0"));
        Files.delete(folder.resolve("train"));
        Files.move(folder.resolve("query"), folder.resolve(".query"));
        assertRefused(Kind.CLASS, "a split by class needs at least two classes in " + folder + ", found 1");
        Files.writeString(folder.resolve("P0/notes.txt"), "x");
        assertRefused(
                Kind.CLASS, folder.resolve("P0/notes.txt") + ": must be a PNG or JPEG image (.png, .jpg or .jpeg)");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5})
    void aShareThatTheFoldersOfThePartsDoNotUseIsRefused(double share) {
        people(folder.resolve("train"), 2, 2);
        people(folder.resolve("test"), 2, 2);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(settings(SMALL, SplitSettings.of(Kind.FOLDERS, share))))
                .withMessage(
                        "dataset 'folder': test goes with split: class, since with split: folders the parts are folders of "
                                + folder);
    }

    private void assertRefused(Kind split, String message) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(split, 0.5, Optional.empty()))
                .withMessage(message);
    }

    private static final ImageSettings SMALL = new ImageSettings(6, 4, true);

    private Dataset open(Kind split, double test, Optional<Path> pairs) {
        Optional<Double> share = split == Kind.FOLDERS ? Optional.empty() : Optional.of(test);
        return open(settings(SMALL, new SplitSettings(Optional.of(split), share, List.of(), pairs)));
    }

    private Dataset open(DatasetSettings settings) {
        return Datasets.of(new DataLocations(Optional.empty(), cache)).open(settings, 1);
    }

    private DatasetSettings settings(ImageSettings images, SplitSettings split) {
        return new DatasetSettings("folder", Optional.of(folder), Normalization.UNIT, Holdout.NONE, images, split);
    }

    /** Images that hold the person's number, times ten, and the image's. */
    private static void people(Path parent, int people, int images) {
        for (int person = 0; person < people; person++) {
            for (int image = 1; image <= images; image++) {
                int rgb = person * 10 << 16 | image;
                PngFiles.write(
                        parent.resolve("P%d/P%d_%04d.png".formatted(person, person, image)),
                        PngFiles.encoded("png", BufferedImage.TYPE_INT_RGB, 5, 7, (x, y) -> rgb));
            }
        }
    }
}
