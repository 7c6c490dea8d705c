package org.metricloss.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzStreamTest {
    @TempDir
    private Path folder;

    @Test
    void arraysAreReadAsTheyWereWritten() throws IOException {
        Path file = folder.resolve("written.npz");
        List<String> texts = List.of("a", "", "größer", "\uD83D\uDE00 smile");
        try (OutputStream out = Files.newOutputStream(file)) {
            NpzStream npz = new NpzStream(out);
            npz.matrix("rows", 3, 2, sink -> {
                sink.append(new float[] {1, 2, 3, 4});
                sink.append(new float[] {5, 6});
            });
            npz.texts("texts", texts);
            npz.array("score", NpyArray.of(new float[] {0.5f}, 1));
            npz.finish();
        }
        try (NpzFile read = NpzFile.open(file)) {
            assertThat(read.names()).containsExactly("rows", "texts", "score");
            assertThat(read.array("rows").orElseThrow().shape()).containsExactly(3, 2);
            assertThat(read.array("rows").orElseThrow().doubles()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(read.array("texts").orElseThrow().texts()).containsExactlyElementsOf(texts);
            assertThat(read.array("score").orElseThrow().doubles()).containsExactly(0.5);
        }
    }

    @Test
    void matrixOfAnotherSizeIsABug() {
        NpzStream npz = new NpzStream(new ByteArrayOutputStream());
        assertThatThrownBy(() -> npz.matrix("rows", 2, 2, sink -> sink.append(new float[2])))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("array rows must have 2 x 2 values, got 2");
    }
}
