package org.metricloss.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
    private record Named(String id) implements Plugin {}

    @Test
    void findsByIdAndListsInOrder() {
        Registry<Named> registry = Registry.of("loss", List.of(new Named("b"), new Named("a")));
        assertThat(registry.get("a")).isEqualTo(new Named("a"));
        assertThat(registry.all()).extracting(Named::id).containsExactly("a", "b");
    }

    @Test
    void unknownIdNamesWhatThereIs() {
        Registry<Named> registry = Registry.of("engine", List.of(new Named("djl"), new Named("tensorflow")));
        assertThatThrownBy(() -> registry.get("tf"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no engine 'tf'; available: djl, tensorflow");
    }

    @Test
    void aStaleLineIsNamedWithItsFile(@TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Path file = Files.writeString(services.resolve(Plugin.class.getName()), "com.example.Gone\n");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, Plugin.class.getClassLoader())) {
            assertThatThrownBy(() -> Registry.load(Plugin.class, "loss", loader))
                    .isInstanceOf(PluginException.class)
                    .hasMessageContaining("Provider com.example.Gone not found")
                    .hasMessageContaining("each line of META-INF/services/" + Plugin.class.getName() + " must name")
                    .hasMessageEndingWith("the files are " + file.toUri().toURL());
        }
    }

    @Test
    void duplicatesAreRefusedByName() {
        assertThatThrownBy(() -> Registry.of("loss", List.of(new Named("center"), new Named("center"))))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("loss 'center' is provided by two plug-ins: ")
                .hasMessageContaining("RegistryTest");
    }
}
