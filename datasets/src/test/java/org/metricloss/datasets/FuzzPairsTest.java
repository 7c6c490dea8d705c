package org.metricloss.datasets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;

/** Lists of pairs from any bytes. Compiled and run with {@code -Pfuzz}: first the bytes that are kept, then others, chosen by coverage. */
class FuzzPairsTest {
    private static final Map<String, Integer> ROWS = Map.of("A/A_0001", 0, "A/A_0002", 1, "B/B_0001", 2);

    @FuzzTest(maxDuration = "8s")
    void pairs(byte[] content) {
        FuzzedFile.read(content, ".txt", file -> LfwPairs.read(file, ROWS));
    }
}
