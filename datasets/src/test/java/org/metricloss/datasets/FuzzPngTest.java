package org.metricloss.datasets;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** PNG images from any bytes; by coverage with {@code -Pfuzz}, else those that are kept. */
class FuzzPngTest {
    @FuzzTest(maxDuration = "8s")
    void png(byte[] content) {
        FuzzedFile.refusing(() -> new ImageDecoder(ImageSettings.DEFAULT).decode(content, "x.png"));
    }
}
