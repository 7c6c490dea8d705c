package org.metricloss.results.training.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetRecordTest {
    private static DatasetRecord faces(int train, int validation, int test) {
        return new DatasetRecord("faces", "ab".repeat(32), train, validation, test, 40, List.of(1, 8, 8), "unit");
    }

    @Test
    void seedsMaySetAsideClassesOfOtherSizes() {
        assertThat(faces(90, 10, 20).isRepeatOf(faces(88, 12, 20))).isTrue();
        assertThat(faces(100, 0, 20).isRepeatOf(faces(100, 0, 20))).isTrue();
    }

    @Test
    void otherDataIsNoRepeat() {
        assertThat(faces(100, 0, 20).isRepeatOf(faces(90, 10, 20))).isFalse();
        assertThat(faces(90, 10, 20).isRepeatOf(faces(91, 10, 20))).isFalse();
        assertThat(faces(90, 10, 20).isRepeatOf(faces(90, 10, 21))).isFalse();
    }
}
