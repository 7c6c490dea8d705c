package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdxReaderTest {
    private static final IdxReader READER = IdxReader.withLimit(1000);

    private static IdxImages images(byte[] bytes) {
        return READER.images(new ByteArrayInputStream(bytes), "x");
    }

    private static IdxLabels labels(byte[] bytes, int classes) {
        return READER.labels(new ByteArrayInputStream(bytes), "x", classes);
    }

    @Test
    void imagesAreReadInRowOrder() {
        IdxImages read = images(IdxBytes.file(new byte[] {1, 2, 3, 4, 5, (byte) 255}, 0x803, 1, 2, 3));
        assertThat(read.count()).isEqualTo(1);
        assertThat(read.height()).isEqualTo(2);
        assertThat(read.width()).isEqualTo(3);
        assertThat(read.pixels()).containsExactly(1, 2, 3, 4, 5, 255);
    }

    @Test
    void labelsAreReadInOrder() {
        assertThat(labels(IdxBytes.file(new byte[] {3, 0, (byte) 255}, 0x801, 3), 256)
                        .labels())
                .containsExactly(3, 0, 255);
    }

    @Test
    void gzipIsRecognisedByItsContentAndHasTheChecksumOfWhatItHolds(@TempDir Path folder) {
        byte[] plain = IdxBytes.images(5, 4, 3, 1);
        IdxBytes.write(folder, "plain.gz", plain);
        IdxBytes.write(folder, "packed", IdxBytes.gzip(plain));
        IdxImages ofPlain = READER.images(folder.resolve("plain.gz"));
        IdxImages ofPacked = READER.images(folder.resolve("packed"));
        assertThat(ofPacked.pixels()).hasSize(60).isEqualTo(ofPlain.pixels());
        assertThat(ofPlain.sha256()).isEqualTo(IdxBytes.sha256(plain)).isEqualTo(ofPacked.sha256());
    }

    static Stream<Arguments> unsoundImages() {
        byte[] sound = IdxBytes.images(2, 2, 2, 1);
        byte[] packed = IdxBytes.gzip(sound);
        byte[] wrongCrc = packed.clone();
        wrongCrc[packed.length - 8] ^= 1;
        byte[] none = new byte[0];
        return Stream.of(
                Arguments.of("empty", none, "x: truncated in the header, before its magic number"),
                Arguments.of(
                        "labels",
                        IdxBytes.labels(3, 2),
                        "x: not an IDX file of images: its magic number must be 0x00000803, found 0x00000801"),
                Arguments.of(
                        "a web page",
                        "<!DOCTYPE html>".getBytes(),
                        "x: not an IDX file of images: its magic number must be 0x00000803, found 0x3c21444f"),
                Arguments.of(
                        "header cut", Arrays.copyOf(sound, 14), "x: truncated in the header, before its image width"),
                Arguments.of(
                        "pixel missing",
                        Arrays.copyOf(sound, sound.length - 1),
                        "x: truncated: the header states 8 bytes of pixels, found 7"),
                Arguments.of(
                        "byte too many",
                        Arrays.copyOf(sound, sound.length + 1),
                        "x: there are more bytes than the header states"),
                Arguments.of(
                        "no images",
                        IdxBytes.file(none, 0x803, 0, 2, 2),
                        "x: number of images must be from 1 to 2147483647, found 0"),
                Arguments.of(
                        "no rows",
                        IdxBytes.file(none, 0x803, 2, 0, 2),
                        "x: image height must be from 1 to 2147483647, found 0"),
                Arguments.of(
                        "no columns",
                        IdxBytes.file(none, 0x803, 2, 2, 0),
                        "x: image width must be from 1 to 2147483647, found 0"),
                Arguments.of(
                        "2^31 images",
                        IdxBytes.file(none, 0x803, 0x80000000, 2, 2),
                        "x: number of images must be from 1 to 2147483647, found 2147483648"),
                Arguments.of(
                        "product beyond a long",
                        IdxBytes.file(none, 0x803, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
                        "x: the header states 2147483647 x 2147483647 x 2147483647 bytes, at most 1000 are allowed"),
                Arguments.of(
                        "just beyond the limit",
                        IdxBytes.file(new byte[1001], 0x803, 1001, 1, 1),
                        "x: the header states 1001 x 1 x 1 bytes, at most 1000 are allowed"),
                Arguments.of("gzip cut", Arrays.copyOf(packed, packed.length - 9), "x: truncated gzip data"),
                Arguments.of("gzip header cut", Arrays.copyOf(packed, 5), "x: truncated gzip data"),
                Arguments.of("gzip CRC", wrongCrc, "x: broken gzip data (Corrupt GZIP trailer)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsoundImages")
    void unsoundImagesAreRefusedWithOneLine(String what, byte[] bytes, String message) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> images(bytes))
                .withMessage(message);
    }

    @Test
    void labelsOutsideTheClassesAreRefused() {
        byte[] bytes = IdxBytes.file(new byte[] {0, 1, 2}, 0x801, 3);
        assertThat(labels(bytes, 3).labels()).hasSize(3);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> labels(bytes, 2))
                .withMessage("x: label must be from 0 to 1, found 2 at position 2");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> labels(IdxBytes.file(new byte[] {-1}, 0x801, 1), 10))
                .withMessage("x: label must be from 0 to 9, found 255 at position 0");
    }

    @Test
    void moreLabelsThanTheLimitAreRefused() {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> labels(IdxBytes.file(new byte[0], 0x801, 1001), 2))
                .withMessage("x: the header states 1001 bytes, at most 1000 are allowed");
    }

    @Test
    void missingFilesAndFoldersAreNamed(@TempDir Path folder) {
        Path missing = folder.resolve("missing");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> READER.images(missing))
                .withMessage(missing + ": no such file");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> READER.labels(folder, 2))
                .withMessageStartingWith(folder + ": cannot be read (");
    }

    @Test
    void aFalsePromiseOfAGigabyteCostsNoMemory() {
        byte[] bytes = IdxBytes.file(new byte[100], 0x803, 1 << 10, 1 << 10, 1 << 10);
        long before = allocatedBytes();
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> IdxReader.standard().images(new ByteArrayInputStream(bytes), "x"))
                .withMessage("x: truncated: the header states 1073741824 bytes of pixels, found 100");
        // Buffers for reading and for gzip; a hundredth of a percent of what is promised would be seen.
        assertThat(allocatedBytes() - before).isLessThan(1 << 20);
    }

    @Test
    void aGzipBombIsNotUnpackedBeyondThePromise() {
        byte[] bomb = IdxBytes.gzip(IdxBytes.file(new byte[64 << 20], 0x803, 10, 10, 10));
        assertThat(bomb.length).isLessThan(100_000);
        long before = allocatedBytes();
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> images(bomb))
                .withMessage("x: there are more bytes than the header states");
        assertThat(allocatedBytes() - before).isLessThan(1 << 20);
    }

    @Test
    void failingStreamsAreReportedAsDataThatCannotBeRead() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk on fire");
            }
        };
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> READER.images(failing, "x"))
                .withMessage("x: cannot be read (disk on fire)");
    }

    private static long allocatedBytes() {
        return AllocatedBytes.ofThisThread();
    }
}
