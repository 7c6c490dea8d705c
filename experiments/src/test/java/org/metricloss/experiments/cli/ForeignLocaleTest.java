package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine set to Arabic digits prints, and leaves, what every other machine does. */
class ForeignLocaleTest {
    private final Locale before = Locale.getDefault();

    @TempDir
    private Path folder;

    @BeforeEach
    void setArabicDigits() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        // The other tests mean something only if the digits really change.
        assertThat(String.format("%d", 7)).isEqualTo("\u0667");
    }

    @AfterEach
    void setBack() {
        Locale.setDefault(before);
    }

    @Test
    void runAndCheckSpeakAscii() throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), """
                name: small
                dataset: digits
                network: {name: mlp, embedding: 2}
                batch: {size: 200}
                optimizer: {type: sgd, learningRate: 0.05}
                budget: {epochs: 1}
                seeds: [1, 2]
                objectives:
                  softmax: [{loss: softmax}]
                  triplet: [{loss: triplet, mining: hard}]
                """);
        Path results = folder.resolve("results");
        assertPrintsAscii(Main.OK, "check", file.toString(), "--set", "objectives={softmax: [{loss: softmax}]}");
        assertPrintsAscii(Main.OK, "run", file.toString(), "--results", results.toString(), "--workers", "0");
        assertPrintsAscii(Main.OK, "doctor");
        try (Stream<Path> left = Files.walk(results)) {
            List<Path> files = left.filter(Files::isRegularFile).toList();
            assertThat(files).extracting(path -> path.getFileName().toString()).contains("epoch-001.npz", "report.md");
            for (Path each : files) {
                if (!each.toString().matches(".*[.](npz|pdf|png|safetensors)")) {
                    assertThat(Files.readString(each)).as(each.toString()).doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
                }
            }
        }
    }

    @Test
    void refusalsSpeakAscii() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), """
                name: bad
                dataset: digits
                network: {layers: [{max-pool: 2}, {max-pool: 2}, {max-pool: 2}, {max-pool: 2}, flatten]}
                batch: {size: 200}
                optimizer: {type: sgd, learningRate: 0.05}
                budget: {epochs: 1}
                seeds: [1]
                objectives:
                  softmax: [{loss: softmax}]
                """);
        assertPrintsAscii(Main.BAD_INPUT, "check", file.toString());
    }

    private static void assertPrintsAscii(int code, String... arguments) {
        StringWriter out = new StringWriter();
        assertThat(Main.execute(new PrintWriter(out), new PrintWriter(out), arguments))
                .as(out.toString())
                .isEqualTo(code);
        assertThat(out.toString()).isNotEmpty();
        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(out.toString()))
                .as(out.toString())
                .isTrue();
    }
}
