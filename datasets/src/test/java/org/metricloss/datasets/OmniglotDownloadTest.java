package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.Normalization;
import org.metricloss.datasets.OmniglotFile.Part;

/** The way of the two large zips from a server into the cache, with small ones from this machine. */
class OmniglotDownloadTest {
    private static final byte[] BACKGROUND = zip("images_background", "Greek", "Latin");
    private static final byte[] EVALUATION = zip("images_evaluation", "Tibetan");
    private static final String BACKGROUND_PATH = "/images_background.zip";
    private static final String EVALUATION_PATH = "/images_evaluation.zip";

    @TempDir
    private Path cache;

    private MirrorServer server;

    @BeforeEach
    void serve() throws IOException {
        server = new MirrorServer();
        server.on(BACKGROUND_PATH, MirrorServer.sending(BACKGROUND));
        server.on(EVALUATION_PATH, MirrorServer.sending(EVALUATION));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Dataset open() {
        return open(SplitSettings.DEFAULT);
    }

    private Dataset open(SplitSettings split) {
        List<OmniglotFile> files = List.of(
                file("images_background.zip", Part.BACKGROUND, BACKGROUND),
                file("images_evaluation.zip", Part.EVALUATION, EVALUATION),
                file("images_background_small1.zip", Part.SMALL, new byte[0]));
        DownloadLimits limits = new DownloadLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), 2, 1 << 20);
        return new Omniglot(
                        new DataLocations(Optional.empty(), cache),
                        new Downloader(limits, DownloadProgress.silent()),
                        new ImageCache(cache.resolve("decoded"), 1 << 20),
                        files)
                .open(new DatasetSettings(
                        "omniglot",
                        Optional.empty(),
                        Normalization.CENTERED,
                        Holdout.NONE,
                        ImageSettings.DEFAULT,
                        split));
    }

    private OmniglotFile file(String name, Part part, byte[] content) {
        return new OmniglotFile(name, part, IdxBytes.sha256(content), server.address("/" + name));
    }

    @Test
    void bothLargeZipsAreDownloadedOnceAndTheSecondIsTestedOn() {
        Dataset first = open();
        assertThat(first.isOpenSet()).isTrue();
        assertThat(first.train().size()).isEqualTo(2 * 2 * 3);
        assertThat(first.test().size()).isEqualTo(2 * 3);
        assertThat(first.classNames().get(first.test().label(0))).startsWith("Tibetan/");
        assertThat(first.sources())
                .extracting(source -> source.sha256())
                .containsExactly(IdxBytes.sha256(BACKGROUND), IdxBytes.sha256(EVALUATION));
        assertThat(server.requests()).containsExactly(BACKGROUND_PATH, EVALUATION_PATH);
        assertThat(open().checksum()).isEqualTo(first.checksum());
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aShareIsRefusedSinceTheSecondIsTestedOn() {
        SplitSettings quarter = new SplitSettings(Optional.empty(), 0.25, List.of(), Optional.empty());
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(quarter))
                .withMessage(
                        "dataset 'omniglot': test goes with split: class, since the alphabets of images_evaluation.zip are"
                                + " the test part");
    }

    @Test
    void aZipWithOtherContentIsRefusedWithBothChecksumsAndNotKept() {
        byte[] other = zip("images_evaluation", "Korean");
        server.on(EVALUATION_PATH, MirrorServer.sending(other));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(this::open)
                .withMessageContaining("SHA-256 must be " + IdxBytes.sha256(EVALUATION))
                .withMessageContaining("found " + IdxBytes.sha256(other));
        assertThat(cache.resolve("omniglot/images_background.zip")).isRegularFile();
        assertThat(cache.resolve("omniglot/images_evaluation.zip")).doesNotExist();
        // What was whole stays, and what is right now is taken.
        server.on(EVALUATION_PATH, MirrorServer.sending(EVALUATION));
        assertThat(open().test().size()).isEqualTo(6);
        assertThat(server.requests()).filteredOn(BACKGROUND_PATH::equals).hasSize(1);
    }

    @Test
    void aConnectionThatBreaksOffIsTakenUpWhereItWas() {
        server.on(
                BACKGROUND_PATH,
                MirrorServer.inTurn(MirrorServer.breakingOffAfter(100, BACKGROUND), MirrorServer.sending(BACKGROUND)));
        assertThat(open().train().size()).isEqualTo(12);
        assertThat(server.requests()).contains(BACKGROUND_PATH + " from 100");
    }

    /** Two characters of each alphabet, each drawn by three people, all drawings different. */
    private static byte[] zip(String set, String... alphabets) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (String alphabet : alphabets) {
                for (int drawing = 0; drawing < 6; drawing++) {
                    int light = 40 * drawing + alphabet.length();
                    out.putNextEntry(new ZipEntry("%s/%s/character%02d/000%d_%02d.png"
                            .formatted(set, alphabet, 1 + drawing / 3, 1 + drawing / 3, 1 + drawing % 3)));
                    out.write(PngFiles.grey(4, 4, (x, y) -> x == y ? light : 255));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
