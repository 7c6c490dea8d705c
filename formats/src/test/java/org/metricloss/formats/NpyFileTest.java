package org.metricloss.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyFileTest {
    @TempDir
    private Path folder;

    /** Writes the elements 0 to n - 1 as float32. */
    private Path write(String shape, boolean fortran, int elements) throws IOException {
        String header =
                "{'descr': '<f4', 'fortran_order': %s, 'shape': %s, }".formatted(fortran ? "True" : "False", shape);
        ByteBuffer data = ByteBuffer.allocate(elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            data.putFloat(i);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        out.write(data.array());
        return Files.write(folder.resolve("x.npy"), out.toByteArray());
    }

    @Test
    void rowsAreReadInBothOrders() throws IOException {
        FloatMatrix c = NpyFile.matrix(write("(2, 3)", false, 6));
        assertThat(c.rows()).isEqualTo(2);
        assertThat(c.columns()).isEqualTo(3);
        assertThat(c.values()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(NpyFile.matrix(write("(2, 3)", true, 6)).values()).containsExactly(0, 2, 4, 1, 3, 5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (6,)     | 6 | : the array must be [n, d] of floats or integers, found float32 [6]
            (2, 3)   | 5 | ' is malformed: the array is float32 [2, 3], which does not match the 20 bytes in the file'
            (2, 3)   | 7 | ' is malformed: the array is float32 [2, 3], which does not match the 28 bytes in the file'
            """)
    void otherShapesAndSizesAreRefused(String shape, int elements, String message) throws IOException {
        Path file = write(shape, false, elements);
        assertThatThrownBy(() -> NpyFile.matrix(file))
                .isInstanceOf(FileException.class)
                .hasMessage(file + message);
    }

    @Test
    void whatIsNoArrayIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("words.npy"), "no array");
        assertThatThrownBy(() -> NpyFile.matrix(file))
                .isInstanceOf(FileException.class)
                .hasMessage(file + " is malformed: the array is not an array in NPY format");
    }
}
