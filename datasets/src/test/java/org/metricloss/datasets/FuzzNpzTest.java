package org.metricloss.datasets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.metricloss.datasets.embeddings.CsvOptions;
import org.metricloss.datasets.embeddings.EmbeddingFile;

/** Embeddings as arrays from any bytes; by coverage with {@code -Pfuzz}, else those that are kept. */
class FuzzNpzTest {
    @FuzzTest(maxDuration = "8s")
    void npz(byte[] content) {
        FuzzedFile.read(content, ".npz", file -> EmbeddingFile.read(file, CsvOptions.NONE));
    }
}
