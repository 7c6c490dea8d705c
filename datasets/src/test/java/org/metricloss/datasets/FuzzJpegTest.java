package org.metricloss.datasets;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** JPEG images from any bytes. Compiled and run with {@code -Pfuzz}: first the bytes that are kept, then others, chosen by coverage. */
class FuzzJpegTest {
    private static final ImageSettings COLOR = new ImageSettings(7, 5, true);

    @FuzzTest(maxDuration = "8s")
    void jpeg(byte[] content) {
        FuzzedFile.refusing(() -> new ImageDecoder(COLOR).decode(content, "x.jpg"));
    }
}
