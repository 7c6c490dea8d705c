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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpzTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("arrays.npz");
    }

    @Test
    void arraysComeBackAsTheyWereWritten() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        float[] embeddings = {1.5f, Float.NaN, -0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NEGATIVE_INFINITY};
        arrays.put("embeddings", NpyArray.of(embeddings, 3, 2));
        arrays.put("labels", NpyArray.of(new int[] {7, -1, Integer.MIN_VALUE}, 3));
        arrays.put("indices", NpyArray.of(new long[] {Long.MAX_VALUE}));
        arrays.put("none", NpyArray.of(new float[0], 0, 2));
        Npz.write(file, arrays);
        Map<String, NpyArray> read = Npz.read(file);
        assertThat(read.keySet()).containsExactly("embeddings", "labels", "indices", "none");
        assertThat(read.get("embeddings").shape()).containsExactly(3, 2);
        assertThat(read.get("embeddings").floats()).containsExactly(embeddings);
        assertThat(read.get("labels").ints()).containsExactly(7, -1, Integer.MIN_VALUE);
        assertThat(read.get("indices").shape()).isEmpty();
        assertThat(read.get("indices").longs()).containsExactly(Long.MAX_VALUE);
        assertThat(read.get("none").shape()).containsExactly(0, 2);
    }

    /** The layout of NPY format 1.0: magic, version, header length, header padded to 64 bytes, data. */
    @Test
    void arrayIsLaidOutAsNumPySays() throws IOException {
        Npz.write(file, Map.of("x", NpyArray.of(new int[] {1, 258}, 2)));
        byte[] bytes = onlyEntry("x.npy");
        assertThat(bytes).hasSize(128 + 8).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0);
        String header = new String(bytes, 10, 118, StandardCharsets.US_ASCII);
        assertThat(header)
                .startsWith("{'descr': '<i4', 'fortran_order': False, 'shape': (2,), } ")
                .endsWith(" \n");
        assertThat(bytes).endsWith(1, 0, 0, 0, 2, 1, 0, 0);
    }

    @Test
    void equalArraysGiveEqualBytes() throws IOException {
        Map<String, NpyArray> arrays = Map.of("x", NpyArray.of(new float[] {1, 2}, 2));
        Npz.write(file, arrays);
        byte[] first = Files.readAllBytes(file);
        Npz.write(file, arrays);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    @Test
    void numbersOfAnotherTypeAreNotConverted() {
        assertThatThrownBy(() -> NpyArray.of(new int[] {1}, 1).floats())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the array holds INT32, not FLOAT32");
    }

    @Test
    void shapeMustHoldTheValues() {
        assertThatThrownBy(() -> NpyArray.of(new int[6], 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [2, 2] does not hold 6 values");
        assertThatThrownBy(() -> NpyArray.of(new int[6], -2, -3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nameThatIsNoFileNameIsRefused() {
        assertThatThrownBy(() -> Npz.write(file, Map.of("../x", NpyArray.of(new int[1], 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("array name must be 1 to 100 of the characters A-Z a-z 0-9 _ -, got '../x'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'descr': '<f2', 'fortran_order': False, 'shape': (2,), } | x.npy holds '<f2'; supported: <f4, <f8, <i4, <i8",
                "{'descr': '>i4', 'fortran_order': False, 'shape': (2,), } | x.npy holds '>i4'; supported: <f4, <f8, <i4, <i8",
                "{'descr': 'object', 'fortran_order': False, 'shape': (2,), } | x.npy holds 'object'; supported: <f4, <f8, <i4, <i8",
                "{'descr': '<i4', 'fortran_order': True, 'shape': (2,), }  | x.npy is in Fortran order",
                "{'descr': '<i4', 'fortran_order': False, 'shape': (-2,), } | x.npy has a header that is not supported",
                "{'descr': '<i4'}                                          | x.npy has a header that is not supported",
                "{'descr': '<i4', 'fortran_order': False, 'shape': (3,), } | x.npy ends after 8 of 12 bytes",
                "{'descr': '<i4', 'fortran_order': False, 'shape': (1,), } | x.npy has bytes after its array",
                "{'descr': '<i4', 'fortran_order': False, 'shape': (536870908,), } | x.npy ends after 8 of 2147483632 bytes",
                "{'descr': '<i4', 'fortran_order': False, 'shape': (536870910,), } | x.npy has more than 2147483639 bytes",
                "{'descr': '<i4', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536), } | x.npy has more than 2147483639 bytes",
                "{'descr': '<i4', 'fortran_order': False, 'shape': (9999999999, 0), } | x.npy has an axis of length 9999999999",
            })
    void arrayThatIsMalformedOrNotSupportedIsRefused(String header, String message) throws IOException {
        writeZip("x.npy", npy(header + "\n", new byte[8]));
        assertThatThrownBy(() -> Npz.read(file))
                .isInstanceOf(FileException.class)
                .hasMessageStartingWith(file + " is malformed: ")
                .hasMessageContaining(message);
    }

    @Test
    void headerLongerThanTheFileIsRefused() throws IOException {
        writeZip("x.npy", new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, -1, -1, '{'});
        assertThatThrownBy(() -> Npz.read(file))
                .hasMessage(file + " is malformed: x.npy has a header that is not supported");
    }

    @Test
    void otherVersionsOfTheFormatAreRefused() throws IOException {
        writeZip("x.npy", new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, 0, 0});
        assertThatThrownBy(() -> Npz.read(file)).hasMessage(file + " is malformed: x.npy is not of NPY format 1.0");
    }

    @Test
    void entryThatIsNoArrayIsRefused() throws IOException {
        writeZip("readme.txt", new byte[8]);
        assertThatThrownBy(() -> Npz.read(file)).hasMessage(file + " is malformed: entry readme.txt is not an array");
    }

    @Test
    void fileThatIsNoZipIsRefused() throws IOException {
        Files.writeString(file, "no zip at all");
        assertThatThrownBy(() -> Npz.read(file))
                .hasMessage(file + " is malformed: not a zip file or one without arrays");
    }

    @Test
    void fileCutShortIsRefused() throws IOException {
        Npz.write(file, Map.of("x", NpyArray.of(new int[1000], 1000)));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 4));
        assertThatThrownBy(() -> Npz.read(file))
                .isInstanceOf(FileException.class)
                .hasMessageStartingWith(file + " is malformed: ");
    }

    private byte[] onlyEntry(String name) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo(name);
            byte[] bytes = zip.readAllBytes();
            assertThat(zip.getNextEntry()).isNull();
            return bytes;
        }
    }

    private void writeZip(String entry, byte[] content) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content);
        }
    }

    private static byte[] npy(String header, byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.write(ByteBuffer.allocate(2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) header.length())
                .array());
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        out.write(data);
        return out.toByteArray();
    }
}
