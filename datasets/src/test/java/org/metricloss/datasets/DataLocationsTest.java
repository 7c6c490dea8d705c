package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataLocationsTest {
    private static final Path HOME = Path.of("home");

    private static Path cache(Map<String, String> environment) {
        return DataLocations.of(environment, HOME).cache();
    }

    @Test
    void cacheIsInTheHomeFolderUnlessTheEnvironmentSaysOtherwise() {
        Path xdg = Path.of("xdg").toAbsolutePath();
        assertThat(cache(Map.of())).isEqualTo(Path.of("home", ".cache", "metricloss"));
        assertThat(cache(Map.of("XDG_CACHE_HOME", xdg.toString()))).isEqualTo(xdg.resolve("metricloss"));
        assertThat(cache(Map.of("XDG_CACHE_HOME", xdg.toString(), "METRICLOSS_CACHE", "mine")))
                .isEqualTo(Path.of("mine"));
    }

    @Test
    void emptyVariablesAndRelativeXdgFoldersDoNotCount() {
        assertThat(cache(Map.of("METRICLOSS_CACHE", "", "XDG_CACHE_HOME", "relative")))
                .isEqualTo(Path.of("home", ".cache", "metricloss"));
        assertThat(DataLocations.of(Map.of("METRICLOSS_DATA", " "), HOME).data())
                .isEmpty();
    }

    @Test
    void dataFolderIsWhatTheVariableNames() {
        assertThat(DataLocations.of(Map.of("METRICLOSS_DATA", "some/data"), HOME)
                        .data())
                .contains(Path.of("some", "data"));
    }
}
