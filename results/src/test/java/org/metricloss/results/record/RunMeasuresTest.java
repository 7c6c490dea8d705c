package org.metricloss.results.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;
import org.metricloss.results.record.MeasureRecord.Direction;

class RunMeasuresTest {
    private static final MeasureRecord LATENCY = new MeasureRecord(
            "queryTime", "query time", "ms", 0, Double.POSITIVE_INFINITY, Direction.LOWER_IS_BETTER, false);

    @Test
    void measuresOfOlderManifestsAreKnown() {
        RunMeasures measures = RunMeasures.of(List.of(SampleRun.manifest()));
        assertThat(measures.title("mapAtR")).isEqualTo("MAP@R");
        assertThat(measures.isLowerBetter("equalErrorRate")).isTrue();
        assertThat(measures.compared())
                .extracting(MeasureRecord::id)
                .contains(RunMeasures.PRIMARY)
                .doesNotContain("compactness", "separability");
        assertThat(measures.byId("unheardOf")).isEmpty();
        assertThat(measures.title("unheardOf")).isEqualTo("unheardOf");
    }

    @Test
    void manifestDescribesMeasuresOfItsOwn() {
        RunMeasures measures = RunMeasures.of(List.of(describing(LATENCY)));
        assertThat(measures.title("queryTime")).isEqualTo("query time");
        assertThat(measures.compared()).containsExactly(LATENCY);
        assertThat(measures.byId(RunMeasures.PRIMARY)).isEmpty();
    }

    @Test
    void measuresOfSeveralRunsKeepTheirPlaces() {
        RunMeasures measures = RunMeasures.of(List.of(
                describing(measure("a"), measure("c"), measure("e")),
                describing(measure("b"), measure("c"), measure("d"), measure("f"))));
        assertThat(measures.all()).extracting(MeasureRecord::id).containsExactly("b", "a", "c", "d", "f", "e");
        assertThat(measures.ordered(List.of("x", "d", "a"))).containsExactly("a", "d", "x");
    }

    @Test
    void accompanyingMeasuresAreNotCompared() {
        assertThat(new MeasureRecord("error", "error", "", 0, 1, Direction.NONE, false).isCompared())
                .isFalse();
    }

    @Test
    void emptyRangeIsRefused() {
        assertThatThrownBy(() -> new MeasureRecord("a", "a", "", 1, Double.NaN, Direction.NONE, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("least of measure a must be < greatest, got 1.0 and NaN");
    }

    private static MeasureRecord measure(String id) {
        return new MeasureRecord(id, id, "", 0, 1, Direction.HIGHER_IS_BETTER, false);
    }

    private static Manifest describing(MeasureRecord... measures) {
        Manifest sample = SampleRun.manifest();
        return new Manifest(
                sample.format(),
                sample.study(),
                sample.name(),
                sample.created(),
                sample.experiment(),
                sample.experimentSha256(),
                sample.versions(),
                sample.machine(),
                sample.dataSha256(),
                sample.gitCommit(),
                sample.trials(),
                sample.command(),
                sample.baseline(),
                sample.source(),
                Optional.of(Stream.of(measures).toList()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
