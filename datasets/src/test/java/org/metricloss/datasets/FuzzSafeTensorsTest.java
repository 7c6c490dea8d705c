package org.metricloss.datasets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.metricloss.formats.SafeTensors;

/** Weights from any bytes. Compiled and run with {@code -Pfuzz}: first the bytes that are kept, then others, chosen by coverage. */
class FuzzSafeTensorsTest {
    @FuzzTest(maxDuration = "8s")
    void safeTensors(byte[] content) {
        FuzzedFile.read(content, ".safetensors", SafeTensors::read);
    }
}
