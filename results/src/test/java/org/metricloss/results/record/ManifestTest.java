package org.metricloss.results.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.formats.Sha256;

class ManifestTest {
    private static Manifest of(Map<String, String> data, List<String> trials) {
        return Manifest.of(
                "training",
                "run",
                Instant.EPOCH,
                "seeds: [1]",
                Map.of(),
                data,
                Optional.empty(),
                trials,
                "run",
                "softmax",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    @Test
    void holdsTheHashOfItsExperimentAndThisMachine() {
        Manifest manifest = of(Map.of(), List.of("a"));
        assertThat(manifest.created()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(manifest.experimentSha256())
                .isEqualTo(Sha256.of("seeds: [1]"))
                .hasSize(64);
        assertThat(manifest.machine()).isEqualTo(Machine.current());
        assertThat(manifest.machine().memoryBytes()).isPositive();
    }

    /** FIPS 180-2, the example "abc". */
    @Test
    void hashIsThatOfTheStandard() {
        assertThat(Sha256.of("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void trialPlannedTwiceIsRefused() {
        assertThatThrownBy(() -> of(Map.of(), List.of("a", "b", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trial a is planned twice");
    }

    @Test
    void checksumThatIsNoHashIsRefused() {
        assertThatThrownBy(() -> of(Map.of("digits", "unknown"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dataSha256.digits must be 64 lower-case hex digits, got 'unknown'");
    }

    @Test
    void processorModelComesFromTheSystemWhereItSaysSo(@TempDir Path folder) throws IOException {
        Path cpuInfo = folder.resolve("cpuinfo");
        Files.writeString(cpuInfo, "processor\t: 0\nmodel name\t: Example CPU: fast\nmodel name\t: Other\n");
        assertThat(Machine.cpuModel(cpuInfo)).isEqualTo("Example CPU: fast");
        assertThat(Machine.cpuModel(folder.resolve("absent"))).isEqualTo("unknown");
    }
}
