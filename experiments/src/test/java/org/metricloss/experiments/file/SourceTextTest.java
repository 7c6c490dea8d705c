package org.metricloss.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.experiments.training.setting.Examples;
import org.metricloss.experiments.training.setting.Experiment;

class SourceTextTest {
    @TempDir
    private Path folder;

    @Test
    void fileIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), Examples.quickstart());

        assertThat(Experiment.read(file, List.of("threads=1"), Examples.AVAILABLE)
                        .threads())
                .isEqualTo(1);
    }

    @Test
    void messageBeginsWithTheFileAsItWasNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), Examples.quickstart("epochs: 5", "epochs: x"));

        assertThat(refusal(file)).isEqualTo(file + ":6:18: epochs must be a whole number in [1, 1000000], got x");
    }

    @Test
    void hugeFileIsRefusedWithoutReadingIt() throws IOException {
        Path file = folder.resolve("huge.yaml");
        // Larger than any array, so reading the whole of it would fail otherwise.
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(5_000_000_000L);
        }

        assertThat(refusal(file)).isEqualTo(file + ": is too large: an experiment file has at most 1048576 bytes");
    }

    @Test
    void largestFileIsRead() throws IOException {
        String text = Examples.quickstart();
        String comment = "#" + "x".repeat(SourceText.MAX_BYTES - text.length() - 1);
        Path file = Files.writeString(folder.resolve("large.yaml"), text + comment);

        assertThat(Files.size(file)).isEqualTo(SourceText.MAX_BYTES);
        assertThat(Experiment.read(file, List.of(), Examples.AVAILABLE).name()).isEqualTo("quickstart");
    }

    @Test
    void whatIsNoUtf8IsRefusedAtItsPlace() throws IOException {
        Path latin1 =
                Files.write(folder.resolve("a.yaml"), "name: x\ndir: größe\n".getBytes(StandardCharsets.ISO_8859_1));
        Path cut = Files.write(folder.resolve("b.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe2, (byte) 0x82});

        assertThat(refusal(latin1)).isEqualTo(latin1 + ":2:8: not UTF-8 text: byte 0xf6 is not valid here");
        assertThat(refusal(cut)).isEqualTo(cut + ":1:4: not UTF-8 text: byte 0xe2 is not valid here");
    }

    @Test
    void missingFileAndFolderAreNamed() {
        Path missing = folder.resolve("missing.yaml");

        assertThat(refusal(missing)).isEqualTo(missing + ": no such file");
        assertThat(refusal(folder)).isEqualTo(folder + ": is a folder, not an experiment file");
    }

    private static String refusal(Path file) {
        Throwable thrown = catchThrowable(() -> Experiment.read(file, List.of(), Examples.AVAILABLE));
        assertThat(thrown).isInstanceOf(ExperimentFileException.class);
        return thrown.getMessage();
    }
}
