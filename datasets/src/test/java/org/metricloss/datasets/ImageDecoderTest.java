package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageDecoderTest {
    @Test
    void greyValuesAreThoseThatAreStored() {
        byte[] png = PngFiles.grey(3, 2, (x, y) -> 10 + 40 * x + 100 * y);
        assertThat(decode(png, 2, 3, false)).containsExactly(bytes(10, 50, 90, 110, 150, 190));
    }

    @Test
    void colorsAreSeparateChannelsAndGreyIsTheirLuma() {
        byte[] png = PngFiles.encoded("png", BufferedImage.TYPE_INT_RGB, 1, 1, (x, y) -> 0x6432C8);
        assertThat(decode(png, 1, 1, true)).containsExactly(bytes(100, 50, 200));
        // 0.299 * 100 + 0.587 * 50 + 0.114 * 200
        assertThat(decode(png, 1, 1, false)).containsExactly(bytes(82));
    }

    @Test
    void transparentPixelsHaveTheStoredColor() {
        byte[] png =
                PngFiles.encoded("png", BufferedImage.TYPE_INT_ARGB, 2, 1, (x, y) -> x == 0 ? 0x000A141E : 0x80C86432);
        assertThat(decode(png, 1, 2, true)).containsExactly(bytes(10, 200, 20, 100, 30, 50));
    }

    @Test
    void greyOf16BitsEndsAt255AsInPillow() {
        byte[] png =
                PngFiles.encoded("png", BufferedImage.TYPE_USHORT_GRAY, 3, 1, (x, y) -> new int[] {77, 256, 40000}[x]);
        assertThat(decode(png, 1, 3, false)).containsExactly(bytes(77, 255, 255));
    }

    @Test
    void blackAndWhiteIsReadInFull() {
        byte[] png = PngFiles.encoded(
                "png", BufferedImage.TYPE_BYTE_BINARY, 2, 1, (x, y) -> x == 0 ? 0xFF000000 : 0xFFFFFFFF);
        assertThat(decode(png, 1, 2, false)).containsExactly(bytes(0, 255));
    }

    @Test
    void jpegIsReadUpToItsLoss() {
        byte[] jpeg = PngFiles.encoded("jpg", BufferedImage.TYPE_BYTE_GRAY, 16, 16, (x, y) -> 120);
        for (byte pixel : decode(jpeg, 4, 4, false)) {
            assertThat(Byte.toUnsignedInt(pixel)).isBetween(118, 122);
        }
    }

    /** A ramp 0, 10, 20, ...: parts of pixels count by their area. */
    @ParameterizedTest
    @CsvSource({"6, 5 25 45", "3, 0 10 20", "1, 0 0 0", "2, 0 5 10", "5, 4 20 36"})
    void resizingAveragesAreas(int from, String expected) {
        byte[] png = PngFiles.grey(from, 1, (x, y) -> 10 * x);
        assertThat(decode(png, 1, 3, false))
                .containsExactly(bytes(Arrays.stream(expected.split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray()));
    }

    @Test
    void whatIsNoImageIsRefusedByName() {
        assertRefused(new byte[] {1, 2, 3}, "x.png: must be a PNG or JPEG image");
        byte[] png = PngFiles.grey(40, 40, (x, y) -> x * y % 200);
        assertRefused(Arrays.copyOf(png, png.length / 2), "x.png: cannot be decoded");
        assertRefused(
                PngFiles.encoded("bmp", BufferedImage.TYPE_INT_RGB, 1, 1, (x, y) -> 0),
                "x.png: must be a PNG or JPEG image, found bmp");
    }

    /** A PNG of a few bytes that claims 100,000 x 100,000 pixels. */
    @Test
    void hugeImagesAreRefusedBeforeTheyAreDecoded() {
        byte[] png = PngFiles.grey(1, 1, (x, y) -> 0);
        ByteBuffer header = ByteBuffer.wrap(png);
        header.putInt(16, 100_000).putInt(20, 100_000);
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        header.putInt(29, (int) crc.getValue());
        assertRefused(png, "x.png: must have at most 67108864 pixels, found 10000000000");
    }

    /** The decoder would fill in 67 million pixels, once for each scan: half a minute for some hundred bytes. */
    @Test
    void jpegOfManyMorePixelsThanItsBytesCanHoldIsRefusedBeforeItIsDecoded() throws IOException {
        byte[] jpeg = progressive();
        ByteBuffer.wrap(jpeg).putShort(after(jpeg, 0xC2) + 3, (short) 8192).putShort(after(jpeg, 0xC2) + 5, (short)
                8192);
        assertRefused(jpeg, "x.png: is cut off (" + jpeg.length + " bytes cannot hold 67108864 pixels)");
    }

    @Test
    void jpegOfTooManyScansIsRefused() throws IOException {
        byte[] jpeg = progressive();
        assertThat(decode(jpeg, 1, 1, false)).hasSize(1);
        int scan = after(jpeg, 0xDA) - 2;
        int length = 2 + ByteBuffer.wrap(jpeg).getShort(scan + 2);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        many.write(jpeg, 0, scan);
        for (int i = 0; i < 200; i++) {
            many.write(jpeg, scan, length);
        }
        many.write(jpeg, scan, jpeg.length - scan);
        // Pillow writes ten scans.
        assertRefused(many.toByteArray(), "x.png: must have at most 100 scans, found 210");
    }

    private static byte[] progressive() throws IOException {
        try (InputStream in = ImageDecoderTest.class.getResourceAsStream("images/progressive.jpg")) {
            return in.readAllBytes();
        }
    }

    /** {@return the position after the first marker of a kind} */
    private static int after(byte[] jpeg, int marker) {
        int at = 0;
        while (Byte.toUnsignedInt(jpeg[at]) != 0xFF || Byte.toUnsignedInt(jpeg[at + 1]) != marker) {
            at++;
        }
        return at + 2;
    }

    private static void assertRefused(byte[] content, String message) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> decode(content, 1, 1, false))
                .withMessageStartingWith(message);
    }

    private static byte[] decode(byte[] content, int height, int width, boolean color) {
        ImageSettings settings = new ImageSettings(height, width, color);
        return new ImageDecoder(settings).decode(content, "x.png");
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
