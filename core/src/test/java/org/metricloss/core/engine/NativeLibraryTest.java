package org.metricloss.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibraryTest {
    private static final ClassLoader CLASS_PATH = NativeLibraryTest.class.getClassLoader();
    private static final String PRESENT = "org/metricloss/core/engine/NativeLibraryTest.class";

    /** Linux has its resource on the class path, Windows has not, and nothing is published for macOS. */
    private static final NativeLibrary LIBRARY = new NativeLibrary(
            "probe",
            "Prober",
            Map.of(NativePlatform.LINUX_X86_64, PRESENT, NativePlatform.WINDOWS_X86_64, "no/such/prober.dll"));

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, LINUX_X86_64",
        "Linux, aarch64, LINUX_ARM64",
        "Mac OS X, aarch64, MACOS_ARM64",
        "Windows 11, amd64, WINDOWS_X86_64",
        "Windows Server 2022, amd64, WINDOWS_X86_64",
        "Mac OS X, x86_64,",
        "Windows 11, aarch64,",
        "Linux, riscv64,",
        "Linux, x86,",
        "FreeBSD, amd64,"
    })
    void platformIsReadFromWhatJavaSays(String system, String processor, NativePlatform platform) {
        assertThat(NativePlatform.of(system, processor)).isEqualTo(Optional.ofNullable(platform));
    }

    @Test
    void acceptsThePlatformWhoseArtifactIsThere() {
        assertThatCode(() -> LIBRARY.require(CLASS_PATH, "Linux", "amd64")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X, aarch64", "Linux, riscv64"})
    void refusesAPlatformThatHasNone(String system, String processor) {
        assertThatThrownBy(() -> LIBRARY.require(CLASS_PATH, system, processor))
                .isInstanceOf(EngineException.class)
                .hasMessage("engine probe: there is no Prober for " + system + " " + processor
                        + "; available for: Linux x86-64, Windows x86-64");
    }

    @Test
    void refusesAClassPathWithoutTheArtifact() {
        assertThatThrownBy(() -> LIBRARY.require(CLASS_PATH, "Windows 11", "amd64"))
                .isInstanceOf(EngineException.class)
                .hasMessage("engine probe: the Prober for Windows x86-64 is not on the class path; only a build on"
                        + " Windows x86-64 without -Dgpu puts it there; available for: Linux x86-64, Windows x86-64");
    }
}
