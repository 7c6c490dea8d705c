package org.metricloss.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.metricloss.core.network.Layer;

class NetworkJsonTest {
    /** A new kind of layer must be added to the list, else no model with it could be kept. */
    @Test
    void everyKindOfLayerHasAName() {
        assertThat(NetworkJson.KINDS.stream().<Class<?>>map(NamedType::getType).collect(Collectors.toSet()))
                .isNotEmpty()
                .isEqualTo(Arrays.stream(Layer.class.getPermittedSubclasses()).collect(Collectors.toSet()));
        assertThat(NetworkJson.KINDS.stream().map(NamedType::getName)).doesNotHaveDuplicates();
    }
}
