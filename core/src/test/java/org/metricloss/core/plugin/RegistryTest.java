package org.metricloss.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

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
    void duplicatesAreRefusedByName() {
        assertThatThrownBy(() -> Registry.of("loss", List.of(new Named("center"), new Named("center"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two plug-ins call themselves loss 'center'")
                .hasMessageContaining("RegistryTest");
    }
}
