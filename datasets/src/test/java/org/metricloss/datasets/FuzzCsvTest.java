package org.metricloss.datasets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.metricloss.datasets.embeddings.CsvOptions;
import org.metricloss.datasets.embeddings.EmbeddingFile;

/** Embeddings as text from any bytes. Compiled and run with {@code -Pfuzz}: first the bytes that are kept, then others, chosen by coverage. */
class FuzzCsvTest {
    @FuzzTest(maxDuration = "8s")
    void csv(byte[] content) {
        FuzzedFile.read(content, ".csv", file -> EmbeddingFile.read(file, CsvOptions.NONE));
    }
}
