package org.metricloss.experiments.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PlannedWorkTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void itemsCountByTheirSteps() {
        PlannedWork work = new PlannedWork(
                List.of("short-1", "short-2", "long"),
                id -> OptionalLong.of(id.equals("long") ? 1_000 : 50),
                5 * SECOND);
        assertThat(work.items()).isEqualTo(3);
        assertThat(work.of("short-1") + work.of("short-2")).isEqualTo(100);
        // Two of three items took ten seconds, but only an eleventh of the steps.
        assertThat(work.left(100, 15 * SECOND)).isEqualTo("about 2 min left");
    }

    @Test
    void itemsCountTheSameIfTheStepsOfOneAreNotKnown() {
        PlannedWork work = new PlannedWork(
                List.of("a", "b", "c", "d"), id -> id.equals("d") ? OptionalLong.empty() : OptionalLong.of(7), 0);
        assertThat(work.of("a")).isEqualTo(1);
        assertThat(work.share(1)).isEqualTo(0.25);
        assertThat(work.left(1, 2_400 * SECOND)).isEqualTo("about 2.0 h left");
        assertThat(work.left(3, 1_800 * SECOND)).isEqualTo("about 10 min left");
    }

    @Test
    void itemsWithoutStepsCountTheSame() {
        PlannedWork work = new PlannedWork(List.of("untrained-1", "untrained-2"), id -> OptionalLong.of(0), 0);
        assertThat(work.of("untrained-1")).isEqualTo(1);
        assertThat(work.left(1, 30 * SECOND)).isEqualTo("about 30 s left");
    }

    @Test
    void nothingToDoIsDone() {
        assertThat(new PlannedWork(List.of(), id -> OptionalLong.empty(), 0).share(0))
                .isEqualTo(1);
    }
}
