package org.metricloss.datasets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.metricloss.datasets.embeddings.CsvOptions;
import org.metricloss.datasets.embeddings.EmbeddingFile;

/** Embeddings as text from any bytes; by coverage with {@code -Pfuzz}, else those that are kept. */
class FuzzCsvTest {
    @FuzzTest(maxDuration = "8s")
    void csv(byte[] content) {
        FuzzedFile.read(content, ".csv", file -> EmbeddingFile.read(file, CsvOptions.NONE));
    }
}
