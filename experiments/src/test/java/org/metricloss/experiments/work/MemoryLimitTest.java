package org.metricloss.experiments.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryLimitTest {
    @ParameterizedTest
    @CsvSource({
        "4GiB, 4294967296",
        "4 GiB, 4294967296",
        "1.5KiB, 1536",
        "300MiB, 314572800",
        "7B, 7",
        "2TiB, 2199023255552"
    })
    void sizesAreReadWithTheirUnit(String size, long bytes) {
        assertThat(MemoryLimit.parse(size).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "4", "GiB", "4GB", "-4GiB", "0GiB", "0.1B", "4,5GiB", "1e3GiB", "99999999999TiB", "NaN"})
    void whatIsNoSizeIsRefused(String size) {
        assertThatThrownBy(() -> MemoryLimit.parse(size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a memory limit must be a number and one of B, KiB, MiB, GiB, TiB, such as 4GiB, got '%s'"
                        .formatted(size));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0 MiB", "1572864, 1.5 MiB", "1073741824, 1.0 GiB", "9223372036854775807, 8.0 EiB"})
    void bytesAreShownInALargeUnit(long bytes, String shown) {
        assertThat(MemoryLimit.shown(bytes)).isEqualTo(shown);
    }

    @Test
    void theDefaultIsAShareOfWhatIsFree() {
        long total =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        assertThat(FreeMemory.bytes()).isBetween(1L, total);
        // Free memory changes all the time, the share of it does not.
        assertThat(MemoryLimit.ofFreeMemory().bytes()).isBetween(1L, total * 8 / 10);
        assertThat(MemoryLimit.ofFreeMemory().origin()).isEqualTo("80% of what is free");
    }

    @Test
    void availableMemoryIsReadWhereTheSystemSaysIt(@TempDir Path folder) throws IOException {
        Path info = Files.writeString(
                folder.resolve("meminfo"), "MemTotal:       24684084 kB\nMemAvailable:     339212 kB\nHugePages: 0\n");
        assertThat(FreeMemory.field(info, "MemAvailable")).hasValue(339212L * 1024);
        assertThat(FreeMemory.field(info, "MemFree")).isEmpty();
        assertThat(FreeMemory.field(folder.resolve("none"), "MemFree")).isEmpty();
    }
}
