package org.metricloss.datasets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.metricloss.formats.NpzFile;
import org.metricloss.formats.StoredArray;

/** An array in a sound zip from any bytes. Compiled and run with {@code -Pfuzz}: first the bytes that are kept, then others, chosen by coverage. */
class FuzzNpyTest {
    @FuzzTest(maxDuration = "8s")
    void npy(byte[] content) {
        FuzzedFile.read(zip(content), ".npz", file -> {
            try (NpzFile arrays = NpzFile.open(file)) {
                StoredArray array = arrays.array("x").orElseThrow();
                if (array.isFloat()) {
                    array.doubles();
                } else {
                    array.texts();
                }
            }
        });
        FuzzedFile.read(content, ".npy", StoredArray::describe);
    }

    private static byte[] zip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(0);
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
