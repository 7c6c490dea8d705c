package org.metricloss.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.metricloss.results.figure.Axis;

class RankingModelTest {
    @Test
    void theEndsOfTheAxisHaveDifferentLabels() {
        assertThat(ends(0.988, 0.98801)).containsExactly("0.98800", "0.98801");
        assertThat(ends(0.2, 0.9)).containsExactly("0.151", "0.949");
        assertThat(ends(0.5, 0.5)).containsExactly("0.450", "0.550");
    }

    private static List<Object> ends(double... values) {
        List<Ranking.Row> rows = Arrays.stream(values)
                .mapToObj(value -> new Ranking.Row(
                        "a", 0, "-", Optional.of(new Ranking.Place(value, Optional.empty(), List.of())), List.of()))
                .toList();
        Map<String, Object> model = RankingModel.of(
                new Ranking("objective", Axis.share("accuracy"), OptionalDouble.empty(), List.of(), "", rows));
        return List.of(model.get("low"), model.get("high"));
    }
}
