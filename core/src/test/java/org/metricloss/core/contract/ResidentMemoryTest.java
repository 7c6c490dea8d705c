package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
    private static final int ROUND = 80_000_000;

    private final List<byte[]> kept = new ArrayList<>();

    @Test
    void whatIsKeptInEachRoundIsFound() {
        assertThatThrownBy(() -> ResidentMemory.assertSettles(() -> kept.add(touched()), ROUND / 2))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("memory grows by more than 40000000 bytes in each round");
        assertThat(kept).hasSizeGreaterThan(2);
    }

    @Test
    void whatIsKeptOnceIsNot() {
        ResidentMemory.assertSettles(() -> kept.add(kept.size() < 2 ? touched() : new byte[0]), ROUND / 2);
        assertThat(kept).hasSizeGreaterThan(1);
    }

    private static byte[] touched() {
        byte[] bytes = new byte[ROUND];
        Arrays.fill(bytes, (byte) 1);
        return bytes;
    }
}
