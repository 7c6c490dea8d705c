package org.metricloss.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTensorsTest {
    @TempDir
    private Path folder;

    private Path write() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("network.0.linear.weight", NpyArray.of(new float[] {1, -2, Float.NaN, 4, 5, 6.5f}, 2, 3));
        arrays.put("scalar", NpyArray.of(new float[] {0.1f}));
        arrays.put("none", NpyArray.of(new float[0], 0, 5));
        Path file = folder.resolve("a.safetensors");
        new SafeTensors(Map.of("note", "größe \"quoted\""), arrays).write(file);
        return file;
    }

    @Test
    void arraysAndTextsAreReadBackAsTheyWereWritten() {
        SafeTensors read = SafeTensors.read(write());
        assertThat(read.metadata()).containsExactly(Map.entry("note", "größe \"quoted\""));
        assertThat(read.arrays().keySet()).containsExactly("network.0.linear.weight", "scalar", "none");
        NpyArray weight = read.arrays().get("network.0.linear.weight");
        assertThat(weight.shape()).containsExactly(2, 3);
        assertThat(weight.floats()).containsExactly(1, -2, Float.NaN, 4, 5, 6.5f);
        assertThat(read.arrays().get("scalar").shape()).isEmpty();
        assertThat(read.arrays().get("none").shape()).containsExactly(0, 5);
    }

    @Test
    void arraysMayBeListedInAnyOrder() throws IOException {
        String header = "{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"none\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,4]}}";
        SafeTensors read = SafeTensors.read(write(header, 1.5f, 2.5f));
        assertThat(read.arrays().get("a").floats()).containsExactly(1.5f);
        assertThat(read.arrays().get("b").floats()).containsExactly(2.5f);
        assertThat(read.arrays().get("none").floats()).isEmpty();
    }

    @Test
    void anArrayOfAnotherTypeIsNotCalledCorrupted() throws IOException {
        Path file = write("{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}", 1);
        assertThatThrownBy(() -> SafeTensors.read(file)).hasMessage(file + ": a holds F16; only F32 is read");
    }

    private Path write(String header, float... data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + text.length + Float.BYTES * data.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        for (float number : data) {
            bytes.putFloat(number);
        }
        return Files.write(folder.resolve("written.safetensors"), bytes.array());
    }

    /** The layout as its specification gives it: length, header, arrays from there on. */
    @Test
    void bytesAreThoseOfTheFormat() throws IOException {
        Path file = folder.resolve("b.safetensors");
        new SafeTensors(Map.of(), Map.of("x", NpyArray.of(new float[] {1, 2}, 2))).write(file);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) buffer.getLong();
        assertThat(header % 8).isZero();
        assertThat(new String(bytes, 8, header, StandardCharsets.UTF_8).strip())
                .isEqualTo("{\"__metadata__\":{},\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}");
        assertThat(buffer.getFloat(8 + header)).isEqualTo(1);
        assertThat(buffer.getFloat(8 + header + 4)).isEqualTo(2);
        assertThat(bytes).hasSize(8 + header + 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 7, 8, 9, 40, -4, -1})
    void fileThatIsCutOffIsRefused(int length) throws IOException {
        Path file = write();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, length < 0 ? bytes.length + length : length));
        assertThatThrownBy(() -> SafeTensors.read(file))
                .isInstanceOf(FileException.class)
                .hasMessageStartingWith(file + " is corrupted: ");
    }

    @Test
    void headerThatPromisesMoreThanThereIsCostsNoMemory() throws IOException {
        Map<String, String> reasons = Map.of(
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1000000,1000000],\"data_offsets\":[0,4000000000000]}}",
                " is corrupted: x is cut off",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,-4]}}",
                " is corrupted: x has no valid shape",
                "{\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
                ": x holds F64; only F32 is read",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1,-2],\"data_offsets\":[0,8]}}",
                " is corrupted: x has no valid shape",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}",
                " is corrupted: x has no valid shape",
                "{\"x\":7}",
                ": x holds no type; only F32 is read",
                "[]",
                " is corrupted: its header is no JSON object");
        for (Map.Entry<String, String> refused : reasons.entrySet()) {
            String header = refused.getKey();
            ByteBuffer bytes = ByteBuffer.allocate(8 + header.length() + 8).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8));
            Path file = Files.write(folder.resolve("c.safetensors"), bytes.array());
            // The first read also loads classes.
            assertThatThrownBy(() -> SafeTensors.read(file)).isInstanceOf(FileException.class);
            long before = allocatedBytes();
            assertThatThrownBy(() -> SafeTensors.read(file))
                    .as(header)
                    .isInstanceOf(FileException.class)
                    .hasMessage(file + refused.getValue());
            // A file of some hundred bytes is read; a millionth of what is promised would be seen.
            assertThat(allocatedBytes() - before).as(header).isLessThan(1 << 20);
        }
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
