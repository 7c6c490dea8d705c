package org.metricloss.experiments.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final int WIDTH = 120;

    private long nanos;

    @Test
    void theLineNamesTheItemTheShareTheLossAndTheTimeThatIsLeftInAll() {
        ProgressLine line = line(OptionalLong.of(100));
        line.started("a.djl.seed-1");
        assertThat(line.text(WIDTH)).isEqualTo("1 of 2: a.djl.seed-1 [                        ] 0%");
        nanos = 10_000_000_000L;
        line.steps("a.djl.seed-1", 50, 0.25);
        // A quarter of all took ten seconds.
        assertThat(line.text(WIDTH))
                .isEqualTo("1 of 2: a.djl.seed-1 [======                  ] 25%, loss 0.2500, about 30 s left");
        assertThat(line.text(20)).isEqualTo("1 of 2: a.djl.seed-1");
        line.pause();
    }

    @Test
    void theLineEndsAt100PercentEvenIfItemsEndEarlierOrAreTriedAgain() {
        ProgressLine line = line(OptionalLong.of(100));
        line.started("a.djl.seed-1");
        line.steps("a.djl.seed-1", 50, 0.25);
        line.steps("a.djl.seed-1", 10, 0.5);
        line.ended("a.djl.seed-1");
        assertThat(line.text(WIDTH)).contains("] 50%");
        line.started("b.djl.seed-1");
        line.ended("b.djl.seed-1");
        assertThat(line.text(WIDTH)).isEqualTo("2 of 2: b.djl.seed-1 [========================] 100%");
        line.pause();
    }

    @Test
    void itemsOfUnknownLengthCountAllTheSame() {
        ProgressLine line = line(OptionalLong.empty());
        line.started("a.djl.seed-1");
        nanos = 120_000_000_000L;
        line.steps("a.djl.seed-1", 50, 0.25);
        assertThat(line.text(WIDTH)).endsWith("] 0%, loss 0.2500");
        line.ended("a.djl.seed-1");
        line.started("b.djl.seed-1");
        assertThat(line.text(WIDTH)).isEqualTo("2 of 2: b.djl.seed-1 [============            ] 50%, about 2 min left");
        line.pause();
    }

    @Test
    void severalItemsShareTheLine() {
        ProgressLine line = line(OptionalLong.of(100));
        line.started("a.djl.seed-1");
        line.started("b.djl.seed-1");
        line.steps("b.djl.seed-1", 100, 1);
        line.steps("a.djl.seed-1", 50, 1);
        assertThat(line.text(WIDTH)).startsWith("2 of 2: 2 at a time [==================      ] 75%");
        line.pause();
    }

    @Test
    void itemsCountFromWhenTheyArePlanned() {
        List<String> planned = new ArrayList<>(List.of("a.djl.seed-1", "b.djl.seed-1"));
        ProgressLine line = new ProgressLine(() -> planned, id -> OptionalLong.of(100), () -> nanos);
        line.planned();
        // It has a record before it starts.
        planned.remove("a.djl.seed-1");
        line.started("a.djl.seed-1");
        line.ended("a.djl.seed-1");
        line.started("b.djl.seed-1");
        assertThat(line.text(WIDTH)).startsWith("2 of 2: b.djl.seed-1 [============            ] 50%");
        line.pause();
    }

    @Test
    void failedItemsAreCounted() {
        ProgressLine line = line(OptionalLong.of(100));
        line.started("a.djl.seed-1");
        line.failed("a.djl.seed-1");
        line.ended("a.djl.seed-1");
        line.started("b.djl.seed-1");
        assertThat(line.text(WIDTH)).contains("] 50%, 1 failed");
        line.pause();
    }

    private ProgressLine line(OptionalLong steps) {
        return new ProgressLine(() -> List.of("a.djl.seed-1", "b.djl.seed-1"), id -> steps, () -> nanos);
    }
}
