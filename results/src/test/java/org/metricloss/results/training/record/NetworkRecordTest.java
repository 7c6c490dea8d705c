package org.metricloss.results.training.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkRecordTest {
    private static final Optional<Map<String, String>> FROZEN = Optional.of(Map.of("initial", "he", "freeze", "0-4"));

    @Test
    void trialsWithOtherSettingsOfTheNetworkAreNoRepeats() {
        assertThat(resnet(FROZEN).isRepeatOf(resnet(FROZEN))).isTrue();
        assertThat(resnet(FROZEN).isRepeatOf(resnet(Optional.of(Map.of("initial", "he")))))
                .isFalse();
    }

    @Test
    void recordsOfOlderVersionsAreComparedWithoutThem() {
        assertThat(resnet(FROZEN).isRepeatOf(resnet(Optional.empty()))).isTrue();
        assertThat(resnet(Optional.empty()).isRepeatOf(resnet(FROZEN))).isTrue();
        assertThat(resnet(Optional.empty()).isRepeatOf(new NetworkRecord("resnet8", 32, 80, "layers", FROZEN)))
                .isFalse();
    }

    private static NetworkRecord resnet(Optional<Map<String, String>> settings) {
        return new NetworkRecord("resnet8", 64, 80, "layers", settings);
    }
}
