package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.Normalization;

@Timeout(120)
class KnownIdxSourceTest {
    @TempDir
    private Path folder;

    private MirrorServer server;

    @BeforeEach
    void start() throws IOException {
        server = new MirrorServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    private static Dataset open(KnownIdxSet set, Optional<Path> dir, Optional<Path> data, Path cache) {
        DownloadLimits limits = new DownloadLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), 2, 1 << 20);
        return new KnownIdxSource(
                        set, new DataLocations(data, cache), new Downloader(limits, DownloadProgress.silent()))
                .open(dir, Normalization.CENTERED);
    }

    private Dataset open(KnownIdxSet set, Optional<Path> data) {
        return open(set, Optional.empty(), data, cache());
    }

    @Test
    void filesAreDownloadedOnce() {
        URI mirror = TinySet.serve(server, "/m/");
        Dataset first = open(TinySet.verified(mirror), Optional.empty());
        assertThat(first.train().size()).isEqualTo(20);
        assertThat(first.test().size()).isEqualTo(10);
        assertThat(first.classNames()).containsExactly("left", "right");
        assertThat(server.requests()).hasSize(4);
        assertThat(open(TinySet.verified(mirror), Optional.empty()).checksum()).isEqualTo(first.checksum());
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void dataIsReadFromAReadOnlyCacheAndWhatItLacksIsRefusedInOneLine() throws Exception {
        URI mirror = TinySet.serve(server, "/m/");
        try (Mounts mount = Mounts.tmpfs(cache(), "size=1m")) {
            String checksum = open(TinySet.verified(mirror), Optional.empty()).checksum();
            mount.remount("ro");
            assertThat(open(TinySet.verified(mirror), Optional.empty()).checksum())
                    .isEqualTo(checksum);
            mount.remount("rw");
            Files.delete(cache().resolve("tiny").resolve(IdxFile.TEST_LABELS.packedName()));
            mount.remount("ro");
            assertThatExceptionOfType(DatasetException.class)
                    .isThrownBy(() -> open(TinySet.verified(mirror), Optional.empty()))
                    .withMessageStartingWith("cannot write to the cache folder " + cache().resolve("tiny"))
                    .withMessageContaining("Read-only file system");
        }
    }

    @Test
    void checksumsOfTheUnpackedFilesAreRecorded() {
        Dataset dataset = open(TinySet.unverified(TinySet.serve(server, "/m/")), Optional.empty());
        assertThat(dataset.sources()).hasSize(4).allSatisfy(source -> {
            IdxFile file = Arrays.stream(IdxFile.values())
                    .filter(known -> known.plainName().equals(source.name()))
                    .findFirst()
                    .orElseThrow();
            assertThat(source.sha256())
                    .isEqualTo(IdxBytes.sha256(TinySet.files().get(file)));
        });
    }

    @Test
    void aMirrorWithOtherContentIsPassedOver() {
        URI good = TinySet.serve(server, "/good/");
        URI bad = TinySet.serve(server, "/bad/");
        byte[] other = IdxBytes.images(20, 3, 4, 77);
        server.on("/bad/train-images-idx3-ubyte.gz", MirrorServer.sending(IdxBytes.gzip(other)));
        Dataset dataset = open(TinySet.verified(bad, good), Optional.empty());
        assertThat(dataset.train().size()).isEqualTo(20);
        assertThat(server.requests())
                .contains("/good/train-images-idx3-ubyte.gz")
                .hasSize(5);
    }

    @Test
    void wrongContentEverywhereIsReportedWithBothChecksums() {
        URI mirror = TinySet.serve(server, "/m/");
        byte[] other = IdxBytes.images(20, 3, 4, 77);
        server.on("/m/train-images-idx3-ubyte.gz", MirrorServer.sending(IdxBytes.gzip(other)));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(TinySet.verified(mirror), Optional.empty()))
                .withMessageContaining(
                        "must be " + IdxBytes.sha256(TinySet.files().get(IdxFile.TRAIN_IMAGES)))
                .withMessageContaining("found " + IdxBytes.sha256(other));
        assertThat(cache().resolve("tiny")).isEmptyDirectory();
    }

    @Test
    void aFileChangedInTheCacheIsRefused() {
        URI mirror = TinySet.serve(server, "/m/");
        open(TinySet.verified(mirror), Optional.empty());
        IdxBytes.write(cache().resolve("tiny"), "train-labels-idx1-ubyte.gz", IdxBytes.gzip(IdxBytes.labels(20, 1)));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(TinySet.verified(mirror), Optional.empty()))
                .withMessageContaining("train-labels-idx1-ubyte.gz: SHA-256 of the unpacked content must be ");
    }

    @Test
    void theNamedFolderComesBeforeTheDataFolderAndThatBeforeTheCache() {
        TinySet.write(folder.resolve("named"));
        Path data = folder.resolve("data");
        TinySet.write(data.resolve("tiny"));
        assertThat(open(TinySet.verified(), Optional.empty(), Optional.of(data), cache())
                        .train()
                        .size())
                .isEqualTo(20);
        IdxBytes.write(data.resolve("tiny"), "train-labels-idx1-ubyte", new byte[0]);
        assertThat(open(TinySet.verified(), Optional.of(folder.resolve("named")), Optional.of(data), cache())
                        .train()
                        .size())
                .isEqualTo(20);
        assertThat(cache()).doesNotExist();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void theDataFolderMayBeTheSetsOwnFolder() {
        Path data = folder.resolve("some name");
        TinySet.write(data);
        assertThat(open(TinySet.verified(), Optional.of(data)).test().size()).isEqualTo(10);
    }

    @Test
    void aFolderOfAnotherNameIsNotTakenForASetThatCannotBeVerified() {
        Path data = folder.resolve("mnist");
        TinySet.write(data);
        open(TinySet.unverified(TinySet.serve(server, "/m/")), Optional.of(data));
        assertThat(server.requests()).hasSize(4);
        Path named = folder.resolve("tiny");
        TinySet.write(named);
        assertThat(open(TinySet.unverified(), Optional.of(named)).test().size()).isEqualTo(10);
    }

    @Test
    void filesMayHaveDotsAndLieWhereTorchvisionPutsThem() throws IOException {
        Path data = folder.resolve("data");
        TinySet.write(data.resolve("TINY/raw"));
        Path dotted = data.resolve("TINY/raw/train-labels.idx1-ubyte");
        Files.move(data.resolve("TINY/raw/train-labels-idx1-ubyte"), dotted);
        Files.move(
                data.resolve("TINY/raw/train-images-idx3-ubyte.gz"),
                data.resolve("TINY/raw/train-images.idx3-ubyte.gz"));
        assertThat(open(TinySet.verified(), Optional.of(data)).train().size()).isEqualTo(20);
        assertThat(open(TinySet.verified(), Optional.of(data.resolve("TINY")), Optional.empty(), cache())
                        .train()
                        .size())
                .isEqualTo(20);
    }

    @Test
    void whereDataWasLookedForIsSaidWhenItIsNotFound() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(TinySet.verified(server.address("/none/")), Optional.of(data)))
                .withMessageStartingWith("cannot download train-images-idx3-ubyte.gz: ")
                .withMessageEndingWith(
                        "; searched " + data.resolve("tiny") + ", " + data + " and " + cache().resolve("tiny"));
    }

    @Test
    void aDataFolderWithoutTheSetLeadsToTheDownload() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        open(TinySet.verified(TinySet.serve(server, "/m/")), Optional.of(data));
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void aDataFolderThatIsNotThereIsAMistake() {
        Path missing = folder.resolve("missing");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(TinySet.verified(), Optional.of(missing)))
                .withMessage("METRICLOSS_DATA: no such folder " + missing);
    }

    @Test
    void missingFilesOfANamedFolderAreListed() throws IOException {
        TinySet.write(folder.resolve("named"));
        Files.delete(folder.resolve("named").resolve("t10k-labels-idx1-ubyte"));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(
                        () -> open(TinySet.verified(), Optional.of(folder.resolve("named")), Optional.empty(), cache()))
                .withMessageStartingWith(folder.resolve("named") + ": must hold the files train-images-idx3-ubyte, ")
                .withMessageEndingWith("(or with .gz), missing: t10k-labels-idx1-ubyte");
    }

    @Test
    void countsAndShapesOfPublishedSetsAreChecked() {
        Path named = folder.resolve("named");
        TinySet.write(named);
        Path images = named.resolve("train-images-idx3-ubyte.gz");
        IdxBytes.write(named, "train-images-idx3-ubyte.gz", IdxBytes.images(19, 3, 4, 1));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(TinySet.unverified(), Optional.of(named), Optional.empty(), cache()))
                .withMessage(images + ": tiny has 20 images here, found 19");
        IdxBytes.write(named, "train-images-idx3-ubyte.gz", IdxBytes.images(20, 4, 3, 1));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(TinySet.unverified(), Optional.of(named), Optional.empty(), cache()))
                .withMessage(images + ": images must be 3x4 in tiny, found 4x3");
    }

    @Test
    void processesThatDownloadAtTheSameTimeBothGetTheData() throws Exception {
        TinySet.files()
                .forEach((file, bytes) ->
                        server.on("/m/" + file.packedName(), MirrorServer.trickling(IdxBytes.gzip(bytes), 10, 30)));
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            DownloadingProcess.class.getName(),
                            server.address("/m/").toString(),
                            cache().toString())
                    .redirectErrorStream(true)
                    .start());
        }
        String expected = open(TinySet.verified(server.address("/m/")), Optional.empty(), Optional.empty(), folder)
                .checksum();
        for (Process process : processes) {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            // The last line: a Java that finds options in its environment says so before.
            assertThat(output.lines().reduce((first, last) -> last)).hasValue(expected);
        }
        try (Stream<Path> files = Files.list(cache().resolve("tiny"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(Arrays.stream(IdxFile.values())
                            .map(IdxFile::packedName)
                            .toArray(String[]::new));
        }
    }

    /** Opens the tiny set in a process of its own and prints its checksum. */
    static final class DownloadingProcess {
        private DownloadingProcess() {}

        public static void main(String[] mirrorAndCache) {
            KnownIdxSet set = TinySet.verified(URI.create(mirrorAndCache[0]));
            System.out.println(open(set, Optional.empty(), Optional.empty(), Path.of(mirrorAndCache[1]))
                    .checksum());
        }
    }
}
