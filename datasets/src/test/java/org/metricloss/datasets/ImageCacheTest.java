package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.data.Pixels;
import org.metricloss.formats.Sha256;

class ImageCacheTest {
    private static final int IMAGES = 100;
    private static final String FILES = "names, sizes and times";

    @TempDir
    private Path temporary;

    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void imagesAreDecodedOnceAndKeepTheirOrder() throws IOException {
        CachedImages first = open(cache(), 6, images(IMAGES));
        assertThat(reads).hasValue(IMAGES);
        CachedImages second = open(cache(), 6, images(IMAGES));
        assertThat(reads).hasValue(IMAGES);
        assertThat(second.contentSha256()).isEqualTo(first.contentSha256());
        ImageDecoder decoder = new ImageDecoder(settings(6));
        byte[] read = new byte[6 * 4 + 1];
        for (int i = 0; i < IMAGES; i++) {
            byte[] decoded = decoder.decode(png(i), "image");
            second.pixels().read(i, read, 1);
            assertThat(read).startsWith(0).endsWith(decoded);
            assertThat(second.pixels().value(i, 5)).isEqualTo(Byte.toUnsignedInt(decoded[5]));
        }
        assertThat(Files.size(first.file())).isEqualTo(IMAGES * 24 + 256);
    }

    @Test
    void contentHashIsThatOfAllFilesOneAfterTheOther() {
        byte[] all = new byte[0];
        for (int i = 0; i < IMAGES; i++) {
            byte[] next = png(i);
            byte[] longer = Arrays.copyOf(all, all.length + next.length);
            System.arraycopy(next, 0, longer, all.length, next.length);
            all = longer;
        }
        assertThat(open(cache(), 6, images(IMAGES)).contentSha256()).isEqualTo(Sha256.of(all));
    }

    @Test
    void otherFilesAndOtherSettingsAreDecodedAnew() {
        open(cache(), 6, images(IMAGES));
        open(cache(), 7, images(IMAGES));
        cache().open("set", "other times", settings(6), images(IMAGES));
        assertThat(reads).hasValue(3 * IMAGES);
        assertThat(cache().sets()).isEqualTo(3);
    }

    @Test
    void aFileThatIsCutShortIsWrittenAnew() throws IOException {
        CachedImages whole = open(cache(), 6, images(IMAGES));
        int value = whole.pixels().value(IMAGES - 1, 7);
        try (FileChannel file = FileChannel.open(whole.file(), StandardOpenOption.WRITE)) {
            file.truncate(1000);
        }
        assertThat(new PixelFile(whole.file(), "", IMAGES, 24).problem()).isEqualTo("has 1000 bytes instead of 2656");
        assertThat(open(cache(), 6, images(IMAGES)).pixels().value(IMAGES - 1, 7))
                .isEqualTo(value);
        assertThat(reads).hasValue(2 * IMAGES);
    }

    @Test
    void aFileOfOtherSettingsOrWithoutItsLastLineIsWrittenAnew() throws IOException {
        // 6 x 4 and 4 x 6 pixels make files of the same size.
        Path file = open(cache(), 6, images(IMAGES)).file();
        Path other = cache().open("set", "others", settings(6), images(IMAGES)).file();
        Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
        String key = Sha256.of(FILES + " " + settings(6).ofPixels());
        PixelFile wanted = new PixelFile(file, key, IMAGES, 24);
        assertThat(wanted.problem()).isEqualTo("holds other images or images of other settings");
        open(cache(), 6, images(IMAGES));
        assertThat(wanted.problem()).isEmpty();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {0}), channel.size() - 200);
        }
        assertThat(wanted.problem()).isEqualTo("does not end as a file of pixels does");
        open(cache(), 6, images(IMAGES));
        assertThat(wanted.problem()).isEmpty();
        assertThat(reads).hasValue(4 * IMAGES);
    }

    /** Several cannot be decoded; the first is named, whichever thread finds one first. */
    @Test
    void anImageThatCannotBeDecodedIsNamedAndNothingIsLeft() throws IOException {
        EncodedImages broken = new Images(IMAGES) {
            @Override
            public byte[] content(int image) {
                return image >= 57 ? new byte[] {1, 2, 3} : super.content(image);
            }
        };
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(cache(), 6, broken))
                .withMessage("image 57: must be a PNG or JPEG image");
        assertThat(filesInCache()).isEmpty();
    }

    @Test
    void aFullDiskIsRefusedAndNothingIsLeft() throws Exception {
        try (Mounts small = Mounts.tmpfs(temporary.resolve("cache"), "size=64k")) {
            EncodedImages filling = new Images(IMAGES) {
                @Override
                public byte[] content(int image) {
                    if (image == 0) {
                        fill(temporary.resolve("cache/other"));
                    }
                    return super.content(image);
                }
            };
            assertThatExceptionOfType(DatasetException.class)
                    .isThrownBy(() -> open(cache(), 6, filling))
                    .withMessageStartingWith("cannot write " + temporary.resolve("cache"))
                    .withMessageEndingWith("METRICLOSS_CACHE can name another folder");
            assertThat(filesInCache()).isEmpty();
            assertThatExceptionOfType(DatasetException.class)
                    .isThrownBy(() -> open(cache(), 600, images(IMAGES)))
                    .withMessageStartingWith("set: 100 images of 1x600x4 take 0.0 GiB, and " + temporary)
                    .withMessageEndingWith("has 0.0 GiB free; METRICLOSS_CACHE can name another folder");
            // What is mapped could not be unmounted, so only the room for it is tried here.
            small.remount("size=1m");
            EncodedImages lastBroken = new Images(IMAGES) {
                @Override
                public byte[] content(int image) {
                    return image == 99 ? new byte[] {1, 2, 3} : super.content(image);
                }
            };
            assertThatExceptionOfType(DatasetException.class)
                    .isThrownBy(() -> open(cache(), 6, lastBroken))
                    .withMessage("image 99: must be a PNG or JPEG image");
        }
    }

    @Test
    void imagesThatWereNotUsedForTheLongestTimeMakeRoom() throws IOException {
        long bytes = IMAGES * 24 + 256;
        ImageCache two = new ImageCache(temporary.resolve("cache"), 2 * bytes + 500);
        Path first = two.open("set", "first", settings(6), images(IMAGES)).file();
        Path second = two.open("set", "second", settings(6), images(IMAGES)).file();
        Files.setLastModifiedTime(first, FileTime.fromMillis(1000));
        Files.setLastModifiedTime(second, FileTime.fromMillis(2000));
        two.open("set", "first", settings(6), images(IMAGES));
        two.open("set", "third", settings(6), images(IMAGES));
        assertThat(first).exists();
        assertThat(second).doesNotExist();
        assertThat(two.bytes()).isEqualTo(2 * bytes);
    }

    @Test
    void imagesBeyondTheLimitAreRefusedBeforeTheyAreDecoded() {
        ImageCache small = new ImageCache(temporary.resolve("cache"), 1000);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(small, 6, images(IMAGES)))
                .withMessage("set: 100 images of 1x6x4 take 0.0 GiB in " + temporary.resolve("cache")
                        + ", whose limit is 0.0 GiB; METRICLOSS_CACHE_LIMIT=1 allows them");
        assertThat(reads).hasValue(0);
    }

    @Test
    void severalProgramsAtOnceGetTheSameImages() {
        List<String> hashes = IntStream.range(0, 4)
                .parallel()
                .mapToObj(program -> open(cache(), 6, images(IMAGES)))
                .map(opened -> {
                    byte[] pixels = new byte[IMAGES * 24];
                    IntStream.range(0, IMAGES).forEach(i -> opened.pixels().read(i, pixels, 24 * i));
                    return Sha256.of(pixels);
                })
                .distinct()
                .toList();
        assertThat(hashes).hasSize(1);
        assertThat(cache().sets()).isEqualTo(1);
        assertThat(filesInCache()).hasSize(1);
    }

    @Test
    void checksumsAreKeptForEachDivisionIntoParts() {
        CachedImages opened = open(cache(), 6, images(IMAGES));
        String split = Sha256.of("a split");
        String other = Sha256.of("another split");
        assertThat(opened.checksum(split, () -> Sha256.of("one"))).isEqualTo(Sha256.of("one"));
        assertThat(opened.checksum(split, () -> Sha256.of("two"))).isEqualTo(Sha256.of("one"));
        assertThat(opened.checksum(other, () -> Sha256.of("two"))).isEqualTo(Sha256.of("two"));
    }

    @Test
    void cleaningDeletesImagesChecksumsAndWhatIsUnfinished() throws IOException {
        assertThat(cache().clean()).isZero();
        CachedImages opened = open(cache(), 6, images(IMAGES));
        opened.checksum(Sha256.of("a split"), () -> Sha256.of("one"));
        Files.write(opened.file().resolveSibling(".unfinished.tmp"), new byte[100]);
        assertThat(filesInCache()).hasSize(3);
        assertThat(cache().bytes()).isEqualTo(IMAGES * 24 + 256 + 130 + 100);
        assertThat(cache().clean()).isEqualTo(IMAGES * 24 + 256 + 130 + 100);
        assertThat(filesInCache()).isEmpty();
    }

    @Test
    void limitIsReadFromTheEnvironment() {
        DataLocations locations = new DataLocations(Optional.empty(), temporary);
        assertThat(ImageCache.of(locations, Map.of()).limit()).isEqualTo(64L << 30);
        assertThat(ImageCache.of(locations, Map.of("METRICLOSS_CACHE_LIMIT", "0.5"))
                        .limit())
                .isEqualTo(1L << 29);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "1e3", "NaN"})
    void limitMustBeANumberAboveZero(String limit) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> ImageCache.of(
                        new DataLocations(Optional.empty(), temporary), Map.of("METRICLOSS_CACHE_LIMIT", limit)))
                .withMessage("METRICLOSS_CACHE_LIMIT must be a number of GiB > 0, got '" + limit + "'");
    }

    @Test
    void imagesBeyondOneMappedBufferAreRead() throws IOException {
        byte[] content = new byte[7 * 24];
        IntStream.range(0, content.length).forEach(i -> content[i] = (byte) (3 * i));
        Path file = Files.write(temporary.resolve("file"), content);
        Pixels mapped = MappedPixels.of(file, 7, 24, 3);
        Pixels heap = Pixels.of(content, 24);
        for (int image = 0; image < 7; image++) {
            byte[] ofMapped = new byte[24];
            byte[] ofHeap = new byte[24];
            mapped.read(image, ofMapped, 0);
            heap.read(image, ofHeap, 0);
            assertThat(ofMapped).isEqualTo(ofHeap);
            assertThat(mapped.value(image, 23)).isEqualTo(heap.value(image, 23));
        }
    }

    private ImageCache cache() {
        return new ImageCache(temporary.resolve("cache"), 1 << 20);
    }

    private static CachedImages open(ImageCache cache, int height, EncodedImages images) {
        return cache.open("set", FILES, settings(height), images);
    }

    private static ImageSettings settings(int height) {
        return new ImageSettings(height, 4, false);
    }

    private List<Path> filesInCache() {
        try (Stream<Path> files = Files.list(temporary.resolve("cache"))) {
            return files.filter(file -> !file.endsWith("other")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(Path file) {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (out.write(ByteBuffer.allocate(4096)) > 0) {
                // Until there is no room.
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static byte[] png(int image) {
        return PngFiles.grey(9, 7, (x, y) -> (image * 31 + x * 17 + y) % 256);
    }

    private EncodedImages images(int count) {
        return new Images(count);
    }

    private class Images implements EncodedImages {
        private final int count;

        Images(int count) {
            this.count = count;
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public String name(int image) {
            return "image " + image;
        }

        @Override
        public byte[] content(int image) {
            reads.incrementAndGet();
            return png(image);
        }
    }
}
