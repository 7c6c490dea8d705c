package org.metricloss.datasets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.metricloss.datasets.embeddings.CsvOptions;
import org.metricloss.datasets.embeddings.EmbeddingFile;

/** Embeddings as arrays from any bytes. Compiled and run with {@code -Pfuzz}: first the bytes that are kept, then others, chosen by coverage. */
class FuzzNpzTest {
    @FuzzTest(maxDuration = "8s")
    void npz(byte[] content) {
        FuzzedFile.read(content, ".npz", file -> EmbeddingFile.read(file, CsvOptions.NONE));
    }
}
