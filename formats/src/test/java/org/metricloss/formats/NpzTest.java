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
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                "{'descr': 'O', 'fortran_order': False, 'shape': (2,), } | : array x holds Python objects [2]; only bool, integers, float16, float32, float64 and texts are read",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), } | : array x holds a structured type [2]; only bool",
                "{'descr': '<f2', 'fortran_order': False, 'shape': (4,), } | : array x holds float16; expected float32, float64, int32 or int64",
                "{'descr': '<i4', 'fortran_order': False, 'shape': (-2,), } | is malformed: array x has a header whose shape or fortran_order is not valid",
                "{'descr': '<i4', 'fortran_order': False, 'shape': (2.5,), } | is malformed: array x has a header that cannot be read: unexpected '.' at character 52",
                "{'descr': '<i4'}                                          | is malformed: array x has a header whose keys are not exactly descr, fortran_order and shape",
                "['descr']                                                 | is malformed: array x has a header whose keys are not exactly descr, fortran_order and shape",
                "{'descr': '<i4', 'fortran_order': False, 'shape': (3,), } | is malformed: array x is int32 [3], which does not match the 8 bytes in the file",
                "{'descr': '<i4', 'fortran_order': False, 'shape': (1,), } | is malformed: array x is int32 [1], which does not match the 8 bytes in the file",
                "{'descr': '<i4', 'fortran_order': False, 'shape': (62000000, 18), } | is malformed: array x is int32 [62000000, 18], which does not match the 8 bytes in the file",
                "{'descr': '<i4', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536), } | which does not match the 8 bytes in the file",
                "{'descr': '<U1', 'fortran_order': False, 'shape': (9999999999, 0), } | which does not match the 8 bytes in the file",
                "{'descr': '<U0', 'fortran_order': False, 'shape': (100000000,), } | : array x holds text of up to 0 characters [100000000]; only bool",
            })
    void arrayThatIsMalformedOrNotSupportedIsRefused(String header, String message) throws IOException {
        writeZip("x.npy", npy(header + "\n", new byte[8]));
        assertThatThrownBy(() -> Npz.read(file))
                .isInstanceOf(FileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }",
                "{'shape': (2,), 'fortran_order': False, 'descr': '<i4'}",
                "{\"descr\": \"<i4\", 'fortran_order': True, 'shape': (2L,)}",
                "  { 'descr' :'<i4','fortran_order':False,'shape':[2] }  ",
            })
    void headerMayBeWrittenInAnyWayThatPythonReads(String header) throws IOException {
        writeZip("x.npy", npy(header + "\n", new byte[] {1, 0, 0, 0, 2, 1, 0, 0}));
        assertThat(Npz.read(file).get("x").ints()).containsExactly(1, 258);
    }

    @Test
    void nothingIsReadOfAnArrayThatIsNotAskedFor() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("broken.npy"));
            zip.write(new byte[] {1, 2, 3});
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }", new byte[] {-1}));
        }
        try (NpzFile arrays = NpzFile.open(file)) {
            assertThat(arrays.names()).containsExactly("broken", "x");
            assertThat(arrays.array("x").orElseThrow().longs()).containsExactly(255);
            assertThat(arrays.array("y")).isEmpty();
            assertThatThrownBy(() -> arrays.array("broken"))
                    .hasMessage(file + " is malformed: array broken is not an array in NPY format");
        }
    }

    /** Every value of binary16 that a finite float32 has, by its definition. */
    @Test
    void float16IsReadByItsDefinition() {
        assertThat(StoredArray.float16((short) 0x3C00)).isEqualTo(1);
        assertThat(StoredArray.float16((short) 0xC000)).isEqualTo(-2);
        assertThat(StoredArray.float16((short) 0x7BFF)).isEqualTo(65504);
        assertThat(StoredArray.float16((short) 0x0001)).isEqualTo(0x1p-24f);
        assertThat(StoredArray.float16((short) 0x03FF)).isEqualTo(0x3FFp-24f);
        assertThat(StoredArray.float16((short) 0x3555)).isEqualTo(0.33325195f);
        assertThat(StoredArray.float16((short) 0xFC00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(StoredArray.float16((short) 0x7E00)).isNaN();
        assertThat(StoredArray.float16((short) 0x8000)).isEqualTo(-0f);
    }

    /** The work of reading Fortran order grows with the number of axes. */
    @Test
    void arrayOfMoreAxesThanNumPyAllowsIsRefused() throws IOException {
        String header = "{'descr': '<i4', 'fortran_order': True, 'shape': (2, " + "1, ".repeat(64) + "), }";
        writeZip("x.npy", npy(header, new byte[8]));
        assertThatThrownBy(() -> Npz.read(file))
                .isInstanceOf(FileException.class)
                .hasMessage(file + " is malformed: array x has 65 axes, at most 64 are allowed");
    }

    /** The byte order of texts of bytes has no meaning. */
    @Test
    void textsOfBytesAreNotReversed() throws IOException {
        writeZip("x.npy", npy("{'descr': '>S2', 'fortran_order': False, 'shape': (2,), }", new byte[] {'a', 'b', 'c', 0
        }));
        try (NpzFile arrays = NpzFile.open(file)) {
            assertThat(arrays.array("x").orElseThrow().texts()).containsExactly("ab", "c");
        }
    }

    @Test
    void arrayLargerThanTheMemoryIsRefusedBeforeItIsRead() throws IOException {
        long rows = Runtime.getRuntime().maxMemory() / 16 + 1;
        assertThat(rows).isLessThan(Integer.MAX_VALUE);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (" + rows + ",), }", new byte[0]));
            byte[] zeros = new byte[1 << 20];
            for (long written = 0; written < rows; written += zeros.length) {
                zip.write(zeros, 0, (int) Math.min(zeros.length, rows - written));
            }
        }
        assertThatThrownBy(() -> Npz.read(file))
                .isInstanceOf(FileException.class)
                .hasMessageStartingWith(file + ": reading array x, uint8 [" + rows + "], needs ");
    }

    @Test
    void changedByteIsNoticed() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setMethod(ZipOutputStream.STORED);
            byte[] content = npy("{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }", new byte[8]);
            ZipEntry entry = new ZipEntry("x.npy");
            entry.setSize(content.length);
            CRC32 checksum = new CRC32();
            checksum.update(content);
            entry.setCrc(checksum.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
        }
        assertThat(Npz.read(file).get("x").ints()).containsExactly(0, 0);
        byte[] bytes = Files.readAllBytes(file);
        int last = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("shape") + 15;
        bytes[last]++;
        Files.write(file, bytes);
        assertThatThrownBy(() -> Npz.read(file))
                .hasMessage(file + " is malformed: array x has a checksum that differs from the one in the file");
    }

    @Test
    void headerLongerThanTheFileIsRefused() throws IOException {
        writeZip("x.npy", new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, -1, -1, '{'});
        assertThatThrownBy(() -> Npz.read(file))
                .hasMessage(file + " is malformed: array x has a header that is longer than its file");
    }

    @Test
    void otherVersionsOfTheFormatAreRefused() throws IOException {
        writeZip("x.npy", new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 4, 0, 0, 0});
        assertThatThrownBy(() -> Npz.read(file))
                .hasMessage(file + " is malformed: array x has NPY version 4.0; supported: 1.0, 2.0, 3.0");
    }

    @Test
    void entryThatIsNoArrayIsRefused() throws IOException {
        writeZip("readme.txt", new byte[8]);
        assertThatThrownBy(() -> Npz.read(file)).hasMessage(file + " is malformed: entry readme.txt is not an array");
    }

    @Test
    void fileThatIsNoZipIsRefused() throws IOException {
        Files.writeString(file, "no zip at all");
        assertThatThrownBy(() -> Npz.read(file)).hasMessageStartingWith(file + " is not a complete zip file: ");
    }

    @Test
    void fileCutShortIsRefused() throws IOException {
        Npz.write(file, Map.of("x", NpyArray.of(new int[1000], 1000)));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 4));
        assertThatThrownBy(() -> Npz.read(file))
                .isInstanceOf(FileException.class)
                .hasMessageStartingWith(file + " is not a complete zip file: ");
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
