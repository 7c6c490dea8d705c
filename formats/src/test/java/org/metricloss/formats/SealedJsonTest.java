package org.metricloss.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealedJsonTest {
    @Layout(newest = 1, oldest = 1)
    record Sample(int format, double value, Map<String, Double> named, Optional<String> note) {
        Sample {
            if (value < 0) {
                throw new IllegalArgumentException("value must be >= 0, got " + value);
            }
        }
    }

    @Layout(newest = 2, oldest = 1)
    record Versioned(int format, double value, Map<String, Double> named, Optional<String> note) {}

    record Newer(int format, double value, Map<String, Double> named, Optional<String> note, String surprise) {}

    record Fewer(int format, double value, Map<String, Double> named) {}

    record Unvalued(int format, Map<String, Double> named) {}

    record Wrong(int format, String value, Map<String, Double> named, Optional<String> note) {}

    record Negative(int format, double value, Map<String, Double> named, Optional<String> note) {}

    private static final Sample SAMPLE = new Sample(
            1,
            1e-5,
            Map.of("nan", Double.NaN, "low", Double.NEGATIVE_INFINITY, "high", Double.POSITIVE_INFINITY),
            Optional.empty());

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("record.json");
    }

    @Test
    void recordsComeBackWithEveryBitAndNotANumber() throws IOException {
        Sample exact = new Sample(1, Math.nextUp(0.1), SAMPLE.named(), Optional.of("note"));
        assertThat(read(exact)).isEqualTo(exact);
        assertThat(read(SAMPLE)).isEqualTo(SAMPLE);
        assertThat(Files.readString(file)).contains("\"nan\" : \"NaN\"", "\"low\" : \"-Infinity\"", "\"note\" : null");
    }

    @Test
    void whiteSpaceIsNoChange() throws IOException {
        Files.writeString(file, new String(SealedJson.seal(SAMPLE)).replaceAll("\\s", ""));
        assertThat(SealedJson.open(file, Sample.class)).isEqualTo(SAMPLE);
    }

    @ParameterizedTest
    @CsvSource({"0.00001, 0.00002", "0.00001, 0.000010", "NaN, 1", "note, mote"})
    void anyOtherChangeIsCorruption(String before, String after) throws IOException {
        String text = new String(SealedJson.seal(SAMPLE));
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
        assertRefused().hasMessage(file + " is corrupted: its content does not match its sha256");
    }

    @Test
    void fileCutShortIsCorruption() throws IOException {
        String text = new String(SealedJson.seal(SAMPLE));
        Files.writeString(file, text.substring(0, text.length() / 2));
        assertRefused().hasMessageStartingWith(file + " is corrupted: it is not JSON, line ");
    }

    @Test
    void emptyFileIsCorruption() throws IOException {
        Files.writeString(file, "");
        assertRefused().hasMessage(file + " is corrupted: it holds no JSON object");
    }

    @Test
    void fieldWrittenTwiceIsCorruption() throws IOException {
        Files.writeString(file, "{\"format\": 1, \"format\": 1}");
        assertRefused().hasMessageStartingWith(file + " is corrupted: it is not JSON, line 1");
    }

    @Test
    void absentFileIsNamed() {
        assertRefused().hasMessage(file + " does not exist");
    }

    @Test
    void unsealedRecordIsRefused() throws IOException {
        Files.writeString(file, "{\"format\": 1}");
        assertRefused().hasMessage(file + " is corrupted: its content does not match its sha256");
    }

    @Test
    void anotherFormatIsNamedBeforeAnythingElse() throws IOException {
        Files.writeString(file, "{\"format\": 2, \"whatever\": []}");
        assertRefused().hasMessage(file + " has format 2, this version reads 1");
        Files.writeString(file, "{}");
        assertRefused().hasMessage(file + " has format none, this version reads 1");
    }

    @Test
    void unknownFieldIsRefused() throws IOException {
        Files.write(file, SealedJson.seal(new Newer(1, 1, Map.of(), Optional.empty(), "!")));
        assertRefused().hasMessage(file + " is not a valid record: unknown field surprise");
    }

    @Test
    void missingFieldIsRefused() throws IOException {
        Files.write(file, SealedJson.seal(new Fewer(1, 1, Map.of())));
        assertRefused()
                .hasMessageStartingWith(file + " is not a valid record: ")
                .hasMessageContaining("'note'")
                .hasMessageNotContaining("\n");
    }

    @Test
    void olderFormatMayLackOptionalFieldsAlone() throws IOException {
        Files.write(file, SealedJson.seal(new Fewer(1, 1, Map.of("a", 2.0))));
        assertThat(SealedJson.open(file, Versioned.class))
                .isEqualTo(new Versioned(1, 1, Map.of("a", 2.0), Optional.empty()));
        Files.write(file, SealedJson.seal(new Unvalued(1, Map.of())));
        assertThatThrownBy(() -> SealedJson.open(file, Versioned.class))
                .isInstanceOf(FileException.class)
                .hasMessageStartingWith(file + " is not a valid record: ")
                .hasMessageContaining("value");
        Files.write(file, SealedJson.seal(new Fewer(2, 1, Map.of())));
        assertThatThrownBy(() -> SealedJson.open(file, Versioned.class))
                .isInstanceOf(FileException.class)
                .hasMessageContaining("'note'");
        Files.write(file, SealedJson.seal(new Fewer(3, 1, Map.of())));
        assertThatThrownBy(() -> SealedJson.open(file, Versioned.class))
                .hasMessage(file + " has format 3, this version reads 1 to 2");
    }

    @Test
    void fieldOfAnotherTypeIsRefused() throws IOException {
        Files.write(file, SealedJson.seal(new Wrong(1, "1.5", Map.of(), Optional.empty())));
        assertRefused()
                .hasMessageStartingWith(file + " is not a valid record: value: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void valueThatTheRecordRefusesIsNamed() throws IOException {
        Files.write(file, SealedJson.seal(new Negative(1, -1, Map.of(), Optional.empty())));
        assertRefused().hasMessage(file + " is not a valid record: value must be >= 0, got -1.0");
    }

    private Sample read(Sample sample) throws IOException {
        Files.write(file, SealedJson.seal(sample));
        return SealedJson.open(file, Sample.class);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
        return assertThatThrownBy(() -> SealedJson.open(file, Sample.class)).isInstanceOf(FileException.class);
    }

    /** Numbers that would take the reader's time or memory are refused like any other damage. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "1e99999999999", "LONG"})
    void absurdNumbersAreRefusedWithTheFile(String number) throws IOException {
        String text = number.equals("LONG") ? "9".repeat(100_000) : number;
        for (String field : List.of("format", "value")) {
            Files.writeString(
                    file,
                    new String(SealedJson.seal(SAMPLE), StandardCharsets.UTF_8)
                            .replaceFirst("\"" + field + "\" : [^,]+", "\"" + field + "\" : " + text));
            assertThatThrownBy(() -> SealedJson.open(file, Sample.class))
                    .isInstanceOf(FileException.class)
                    .hasMessageStartingWith(file.toString());
        }
    }

    @Test
    void whatIsNoPlainFileOrTooLargeIsNotRead() throws IOException {
        Files.createDirectory(file);
        assertThatThrownBy(() -> SealedJson.open(file, Sample.class))
                .isInstanceOf(FileException.class)
                .hasMessage(file + " is not a plain file");
        Path large = folder.resolve("large.json");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(500L << 20);
        }
        assertThatThrownBy(() -> SealedJson.open(large, Sample.class))
                .isInstanceOf(FileException.class)
                .hasMessage(large + " has 524288000 bytes, a record has at most 67108864");
    }
}
