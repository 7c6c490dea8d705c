package org.metricloss.engine.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.core.engine.EngineException;

class InstalledPyTorchTest {
    private static final String PLATFORM = "linux-x86_64";

    @TempDir
    private Path torch;

    private InstalledPyTorch installed(String flavor) {
        return new InstalledPyTorch(
                Map.of("PYTORCH_LIBRARY_PATH", torch.resolve("lib").toString(), "PYTORCH_FLAVOR", flavor),
                getClass().getClassLoader());
    }

    private void install(String version) throws IOException {
        Files.createDirectories(torch.resolve("lib"));
        Files.writeString(torch.resolve("lib").resolve(System.mapLibraryName("torch")), "");
        Files.writeString(torch.resolve("version.py"), "__version__ = '%s'\n".formatted(version));
    }

    @Test
    void theVersionOfDjlsInterfaceIsAccepted() throws IOException {
        install("2.7.1+cu128");
        assertThat(installed("cu128").isNamed()).isTrue();
        assertThatCode(() -> installed("cu128").require(PLATFORM)).doesNotThrowAnyException();
    }

    @Test
    void anotherVersionIsRefusedWithTheOneThatIsNeeded() throws IOException {
        install("2.6.0+cu124");
        assertThatThrownBy(() -> installed("cu124").require(PLATFORM))
                .isInstanceOf(EngineException.class)
                .hasMessage("engine djl: %s holds PyTorch 2.6.0, but this version of DJL needs 2.7.1"
                        .formatted(torch.resolve("lib")));
    }

    @Test
    void theEnvironmentMustSayWhatItIsBuiltFor() throws IOException {
        install("2.7.1+cu128");
        assertThatThrownBy(() -> installed("cpu").require(PLATFORM))
                .isInstanceOf(EngineException.class)
                .hasMessage("engine djl: %s holds a PyTorch for cu128: set PYTORCH_FLAVOR=cu128, got 'cpu'"
                        .formatted(torch.resolve("lib")));
    }

    /** DJL would stop with an error of Java if its interface is not on the class path. */
    @Test
    void itMustBeBuiltForSomethingThatDjlHasAnInterfaceFor() throws IOException {
        install("2.7.1+cu126");
        assertThatThrownBy(() -> installed("cu126").require(PLATFORM))
                .isInstanceOf(EngineException.class)
                .hasMessageEndingWith(", such as cu128 on Linux x86-64; got 'cu126'");
    }

    @Test
    void aFolderWithoutTheLibraryIsRefused() {
        assertThatThrownBy(() -> installed("cu128").require(PLATFORM))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("engine djl: PYTORCH_LIBRARY_PATH must name the folder of ");
    }
}
