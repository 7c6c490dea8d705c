package org.metricloss.experiments.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not fit the Java heap is said in one line. */
class SmallHeapTest {
    private static final int ROWS = 4000;
    private static final int ROW_BYTES = 100_000;

    @TempDir
    private Path folder;

    /** Embeddings of 400 MB, which are copied while they are read, in a heap of 600 MB. */
    @Test
    void embeddingsThatAreTooManyForTheHeapAreRefused() throws Exception {
        Path file = folder.resolve("zeros.npz");
        write(file);
        try (Program program = Program.start("evaluate", file.toString())) {
            assertThat(program.await()).as(program.output()).isEqualTo(2);
            assertThat(program.output())
                    .startsWith("error: " + file + ": reading array embeddings, float32 ")
                    .contains("this JVM's heap is at most ")
                    .contains("-Xmx")
                    .containsOnlyOnce("\n");
        }
    }

    private static void write(Path file) throws IOException {
        String header =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (%s, %s), }\n".formatted(ROWS, ROW_BYTES / 4);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("embeddings.npy"));
            zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
            zip.write(ByteBuffer.allocate(2)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) header.length())
                    .array());
            zip.write(header.getBytes(StandardCharsets.US_ASCII));
            byte[] row = new byte[ROW_BYTES];
            for (int i = 0; i < ROWS; i++) {
                zip.write(row);
            }
        }
    }
}
