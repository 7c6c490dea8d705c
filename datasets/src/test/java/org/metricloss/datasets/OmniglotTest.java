package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.Normalization;

class OmniglotTest {
    private static final byte[] PNG = PngFiles.grey(4, 4, (x, y) -> 60 * x);

    @TempDir
    private Path folder;

    /** The two small sets: ten alphabets of which two are in both, so eight, with 242 characters. */
    @Test
    void smallSetsAreMergedAndSplitByAlphabet() {
        Dataset omniglot = open(data());
        assertThat(omniglot.train().size() + omniglot.test().size()).isEqualTo(242 * 20);
        assertThat(omniglot.classCount()).isEqualTo(242);
        assertThat(omniglot.isOpenSet()).isTrue();
        Set<String> trained = alphabets(omniglot, omniglot.train().labels());
        Set<String> tested = alphabets(omniglot, omniglot.test().labels());
        assertThat(trained).hasSize(6).doesNotContainAnyElementsOf(tested);
        assertThat(tested).hasSize(2);
        assertThat(omniglot.trainedClassCount()).isEqualTo((int)
                IntStream.of(omniglot.train().labels()).distinct().count());
        assertThat(omniglot.train().samplesByClass()[0]).hasSize(20);
        // Strokes are black on white, and thin.
        long ink = 0;
        for (int i = 0; i < 20; i++) {
            for (int p = 0; p < 28 * 28; p++) {
                ink += ((ImageSet) omniglot.train()).pixel(i, 0, p / 28, p % 28) < 128 ? 1 : 0;
            }
        }
        assertThat(ink).isBetween(20L * 10, 20L * 28 * 28 / 4);
        assertThat(omniglot.sources()).hasSize(2);
        // As before the images were read from a file.
        assertThat(omniglot.checksum()).isEqualTo("5d5dd42f18570c3a5bf1949799e2180be6b9f8360a5f1eac1ac244cf9da45663");
        assertThat(omniglot.splitChecksum())
                .isEqualTo("910b53f514948b03e06ff53c0df4ba417036266f6ff9b8aa0650ba20f2b12137");
    }

    @Test
    void testPartIsTheSameForEverySeed() {
        DatasetSettings settings = DatasetSettings.of("omniglot");
        Datasets datasets = Datasets.of(new DataLocations(Optional.of(data()), folder));
        assertThat(datasets.open(settings, 1).checksum())
                .isEqualTo(datasets.open(settings, 2).checksum());
    }

    @Test
    void aFolderWithAnotherZipOfThatNameIsRefused() throws IOException {
        zip(folder.resolve("images_background_small1.zip"), Map.of("set/Greek/character01/0001_01.png", PNG));
        DatasetSettings settings =
                new DatasetSettings("omniglot", Optional.of(folder), Normalization.UNIT, Holdout.NONE);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> datasets().open(settings, 1))
                .withMessageContaining("images_background_small1.zip: SHA-256 must be f38eb80f");
    }

    @Test
    void aFolderWithoutZipsIsRefused() {
        DatasetSettings settings =
                new DatasetSettings("omniglot", Optional.of(folder), Normalization.UNIT, Holdout.NONE);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> datasets().open(settings, 1))
                .withMessageContaining("must hold one of the zips images_background.zip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../Greek/character01/0001_01.png",
                "set/../../character01/0001_01.png",
                "/set/Greek/character01/0001_01.png",
                "set\\..\\Greek/character01/x/0001_01.png",
                "C:/Greek/character01/0001_01.png",
                "__MACOSX/../x/y/z.png"
            })
    void namesThatLeaveTheFolderAreRefused(String name) throws IOException {
        Path zip = zip(folder.resolve("hostile.zip"), Map.of(name, PNG));
        assertRefused(zip, "refused because it points outside its folder");
    }

    @Test
    void imagesThatUnpackBeyondTheLimitAreRefused() throws IOException {
        Path zip = zip(
                folder.resolve("bomb.zip"),
                Map.of("set/Greek/character01/0001_01.png", new byte[OmniglotZip.MOST_IMAGE_BYTES + 1]));
        assertThat(Files.size(zip)).isLessThan(10_000);
        assertRefused(zip, "must unpack to at most 1048576 bytes");
    }

    @Test
    void manyImagesThatTogetherUnpackBeyondTheLimitAreRefused() throws IOException {
        byte[] large = new byte[OmniglotZip.MOST_IMAGE_BYTES];
        Path file = folder.resolve("bombs.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i <= OmniglotZip.MOST_BYTES / large.length; i++) {
                out.putNextEntry(new ZipEntry("set/Greek/character01/%04d.png".formatted(i)));
                out.write(large);
            }
        }
        assertRefused(file, "must unpack to at most 268435456 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"set/Greek/0001_01.png", "set/Greek/character01/readme.txt", "set/a/b/c/d.png"})
    void otherFilesAreRefused(String name) throws IOException {
        assertRefused(zip(folder.resolve("odd.zip"), Map.of(name, PNG)), "must be SET/ALPHABET/CHARACTER/DRAWING.png");
    }

    @Test
    void whatIsNoZipIsRefused() throws IOException {
        assertRefused(Files.writeString(folder.resolve("no.zip"), "text"), "is not a readable zip file");
    }

    @Test
    void drawingsComeInTheOrderOfTheirNamesAndFoldersOfOtherSystemsAreLeftOut() throws IOException {
        Path zip = zip(
                folder.resolve("fine.zip"),
                Map.of(
                        "set/Greek/character02/0002_01.png",
                        PNG,
                        "set/Greek/character01/0001_02.png",
                        PNG,
                        "set/Greek/character01/0001_01.png",
                        PNG,
                        "set/Greek/character01/",
                        new byte[0],
                        "set/Greek/.DS_Store",
                        new byte[9],
                        "__MACOSX/set/Greek/x.png",
                        new byte[9]));
        assertThat(read(zip))
                .containsExactly("Greekcharacter010001_01", "Greekcharacter010001_02", "Greekcharacter020002_01");
    }

    private static void assertRefused(Path zip, String message) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> read(zip))
                .withMessageStartingWith(zip.toString())
                .withMessageContaining(message);
    }

    /** Reads all drawings and returns their names. */
    private static List<String> read(Path file) {
        List<String> seen = new ArrayList<>();
        try (OmniglotZip zip = OmniglotZip.open(file)) {
            for (OmniglotZip.Drawing drawing : zip.drawings()) {
                assertThat(drawing.content()).isNotNull();
                seen.add(drawing.alphabet() + drawing.character() + drawing.name());
            }
        }
        return seen;
    }

    private static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return file;
    }

    private static Set<String> alphabets(Dataset dataset, int[] labels) {
        return Arrays.stream(labels)
                .mapToObj(label -> dataset.classNames().get(label).split("/")[0])
                .collect(Collectors.toSet());
    }

    private Datasets datasets() {
        return Datasets.of(new DataLocations(Optional.empty(), folder.resolve("cache")));
    }

    private Dataset open(Path data) {
        return Datasets.of(new DataLocations(Optional.of(data), folder.resolve("cache")))
                .open(DatasetSettings.of("omniglot"), 1);
    }

    private static Path data() {
        Optional<Path> data = DataLocations.ofEnvironment().data();
        Assumptions.assumeTrue(
                data.isPresent() && Files.isDirectory(data.get().resolve("omniglot")),
                "METRICLOSS_DATA names no folder with omniglot");
        return data.get();
    }
}
