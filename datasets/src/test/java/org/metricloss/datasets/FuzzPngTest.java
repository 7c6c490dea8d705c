package org.metricloss.datasets;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** PNG images from any bytes. Compiled and run with {@code -Pfuzz}: first the bytes that are kept, then others, chosen by coverage. */
class FuzzPngTest {
    @FuzzTest(maxDuration = "8s")
    void png(byte[] content) {
        FuzzedFile.refusing(() -> new ImageDecoder(ImageSettings.DEFAULT).decode(content, "x.png"));
    }
}
