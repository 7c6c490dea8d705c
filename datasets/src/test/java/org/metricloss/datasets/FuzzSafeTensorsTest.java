package org.metricloss.datasets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.metricloss.formats.SafeTensors;

/** Weights from any bytes; by coverage with {@code -Pfuzz}, else those that are kept. */
class FuzzSafeTensorsTest {
    @FuzzTest(maxDuration = "8s")
    void safeTensors(byte[] content) {
        FuzzedFile.read(content, ".safetensors", SafeTensors::read);
    }
}
