package org.metricloss.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays that are read as rows of 32-bit numbers. */
class MatrixTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("arrays.npz");
    }

    private FloatMatrix read() {
        try (NpzFile arrays = NpzFile.open(file())) {
            return arrays.matrix("x").orElseThrow();
        }
    }

    /** Writes an array [2, 3] with numbers in the order of the file. */
    private void write(String descr, boolean fortran, long... numbers) throws IOException {
        String header =
                "{'descr': '%s', 'fortran_order': %s, 'shape': (2, 3), }".formatted(descr, fortran ? "True" : "False");
        ByteBuffer data =
                ByteBuffer.allocate(64).order(descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (long number : numbers) {
            switch (descr.substring(1)) {
                case "f8" -> data.putDouble(number);
                case "f4" -> data.putFloat(number);
                case "i8" -> data.putLong(number);
                case "i4", "u4" -> data.putInt((int) number);
                case "i2" -> data.putShort((short) number);
                default -> data.put((byte) number);
            }
        }
        try (OutputStream out = Files.newOutputStream(file());
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
            zip.write(header.getBytes(StandardCharsets.US_ASCII));
            zip.write(data.array(), 0, data.position());
            zip.closeEntry();
        }
    }

    /** Numbers that another width or sign of the type would change. */
    @ParameterizedTest
    @CsvSource({
        "<f8, 70000, -3",
        ">f8, 70000, -3",
        "<f4, 70000, -3",
        ">f4, 70000, -3",
        "<i8, 8589934592, -3",
        ">i8, 8589934592, -3",
        "<i4, 70000, -3",
        "<u4, 4294967040, 200",
        "<i2, 300, -3",
        "|u1, 200, 255",
        "|i1, 100, -3"
    })
    void numbersOfEveryTypeBecome32Bits(String descr, long large, long other) throws IOException {
        write(descr, false, 0, 1, 2, 3, large, other);
        assertThat(read().values()).containsExactly(0, 1, 2, 3, large, other);
        assertThat(read().rows()).isEqualTo(2);
        assertThat(read().columns()).isEqualTo(3);
    }

    @Test
    void fortranOrderIsTurnedIntoRows() throws IOException {
        write("<f4", true, 0, 1, 2, 3, 4, 5);
        assertThat(read().values()).containsExactly(0, 2, 4, 1, 3, 5);
    }

    @Test
    void theResultIsTheSameAsOfTheWholeArray() {
        float[] values = new float[200_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.1f;
        }
        Npz.write(file(), Map.of("x", NpyArray.of(values, 1000, 200)));
        assertThat(read().values()).isEqualTo(values);
    }

    @Test
    void onlyMatricesOfNumbersAreRead() {
        Npz.write(file(), Map.of("x", NpyArray.of(new float[6], 6)));
        assertThatThrownBy(this::read)
                .isInstanceOf(FileException.class)
                .hasMessage(file() + ": x must be [n, d] of floats or integers, found float32 [6]");
    }

    @Test
    void anArrayThatEndsEarlyIsRefused() throws IOException {
        write("<f4", false, 0, 1, 2, 3, 4);
        assertThatThrownBy(this::read)
                .isInstanceOf(FileException.class)
                .hasMessage(file()
                        + " is malformed: array x is float32 [2, 3], which does not match the 20 bytes in the file");
    }
}
