package org.metricloss.results.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleCost;
import org.metricloss.results.Variant;
import org.metricloss.results.chart.StaticFigures;
import org.metricloss.results.figure.BarChart;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XyPoint;
import org.metricloss.results.figure.XySeries;
import org.metricloss.results.statistics.LogLogSlope;

class GrowthChartsTest {
    private final CostSummary study = CostSummary.of(SampleCost.manifest(), SampleCost.records());

    @Test
    void everyFittedPowerIsALineThroughItsChart() {
        List<Growth> fitted = study.growths().stream()
                .filter(growth -> growth.slope().isPresent()
                        && growth.quantity().equals(PhaseCost.TOTAL)
                        && !growth.series().algorithm().equals("explicit"))
                .toList();
        List<XySeries> guides = guides(GrowthCharts.times(study));
        assertThat(fitted).isNotEmpty();
        assertThat(guides).hasSameSizeAs(fitted);
        for (int i = 0; i < guides.size(); i++) {
            LogLogSlope fit = fitted.get(i).slope().orElseThrow();
            XySeries guide = guides.get(i);
            double slope = Math.log(
                            guide.points().get(1).y() / guide.points().get(0).y())
                    / Math.log(guide.points().get(1).x() / guide.points().get(0).x());
            assertThat(slope).isCloseTo(fit.slope(), within(1e-9));
            for (XyPoint point : guide.points()) {
                double law = Math.exp(fit.intercept()) * Math.pow(point.x(), fit.slope());
                assertThat(point.y()).isCloseTo(law, within(1e-9 * law));
            }
            assertThat(guide.name()).contains(fitted.get(i).words().orElseThrow());
        }
    }

    /** Three rounds, the fewest with an interval; one on a linear scale would reach below zero. */
    @Test
    void noisyTimesAreDrawnAboveZero() {
        List<PointRecord> noisy = SampleCost.records().stream()
                .filter(PointRecord::isFinished)
                .flatMap(record ->
                        record.round() == 1 ? Stream.of(record) : Stream.of(slower(record, 2, 3), slower(record, 3, 9)))
                .toList();
        List<XyChart> charts = GrowthCharts.times(CostSummary.of(SampleCost.manifest(), noisy));
        List<XyPoint> points = charts.stream()
                .flatMap(chart -> chart.series().stream())
                .filter(series -> series.mark() == XySeries.Mark.LINE)
                .flatMap(series -> series.points().stream())
                .toList();
        assertThat(points).isNotEmpty().allSatisfy(point -> {
            assertThat(point.y()).isPositive();
            assertThat(point.yInterval().orElseThrow().low()).isPositive();
        });
        assertThat(charts)
                .allSatisfy(
                        chart -> assertThat(new String(StaticFigures.draw(chart).svg(), StandardCharsets.UTF_8))
                                .doesNotContain("NaN", "Infinity"));
    }

    private static PointRecord slower(PointRecord record, int round, double times) {
        PointCost cost = record.cost().orElseThrow();
        return PointRecord.finished(
                record.id().replace("round-2", "round-" + round),
                record.setup(),
                round,
                new PointCost(
                        cost.stages().stream()
                                .map(work -> new TimedWork(
                                        work.name(),
                                        work.exponent(),
                                        work.seconds().stream()
                                                .map(seconds -> times * seconds)
                                                .toList(),
                                        work.gcCount(),
                                        work.gcSeconds()))
                                .toList(),
                        cost.step(),
                        cost.network(),
                        cost.clockSeconds(),
                        cost.emptyStepSeconds(),
                        cost.tuplesCounted(),
                        cost.peakBytes(),
                        cost.processSeconds()));
    }

    @Test
    void memoryIsInMebibytesAndTuplesAreCounted() {
        XyChart memory = GrowthCharts.memory(study).get(0);
        assertThat(memory.y().label()).isEqualTo("peak memory (MiB)");
        double peak = study.points().stream()
                .flatMap(point -> point.peakBytes().stream())
                .mapToDouble(bytes -> bytes / (double) (1 << 20))
                .max()
                .orElseThrow();
        assertThat(points(GrowthCharts.memory(study)).max(Double::compare)).hasValue(peak);
        assertThat(points(GrowthCharts.tuples(study)).max(Double::compare).orElseThrow())
                .isGreaterThan(1000);
    }

    @Test
    void phasesOfASeriesMakeUpItsWhole() {
        List<PointRecord> records = new ArrayList<>(SampleCost.records());
        SampleCost.records().stream()
                .filter(record -> record.setup().loss().equals("center"))
                .map(GrowthChartsTest::inOnePhase)
                .forEach(records::add);
        CostSummary withWhole = CostSummary.of(SampleCost.manifest(), records);
        assertThat(withWhole.points()).anyMatch(point -> point.setup().loss().equals("softmax"));
        BarChart phases = GrowthCharts.phases(withWhole).get(0);
        assertThat(phases.parts()).hasSizeGreaterThan(1);
        assertThat(phases.categories())
                .as("softmax has a single phase")
                .anyMatch(name -> name.startsWith("center"))
                .noneMatch(name -> name.startsWith("softmax"));
        for (int category = 0; category < phases.categories().size(); category++) {
            int line = category;
            double sum = phases.parts().stream()
                    .flatMap(part -> part.bars().get(line).stream())
                    .mapToDouble(BarChart.Bar::length)
                    .sum();
            assertThat(sum).as(phases.categories().get(category)).isCloseTo(1, within(1e-9));
        }
    }

    /** Softmax, which is timed as a whole, as slow as another loss. */
    private static PointRecord inOnePhase(PointRecord record) {
        PointCost cost = record.cost().orElseThrow();
        List<TimedWork> stages = cost.stages();
        return PointRecord.finished(
                record.id().replace("center", "softmax"),
                Variant.of(record.setup(), "loss", "softmax"),
                record.round(),
                Variant.of(cost, "stages", stages.subList(stages.size() - 1, stages.size())));
    }

    private static List<XySeries> guides(List<XyChart> charts) {
        return charts.stream()
                .flatMap(chart -> chart.series().stream())
                .filter(series -> series.mark() == XySeries.Mark.GUIDE)
                .toList();
    }

    private static Stream<Double> points(List<XyChart> charts) {
        return charts.stream()
                .flatMap(chart -> chart.series().stream())
                .filter(series -> series.mark() == XySeries.Mark.LINE)
                .flatMap(series -> series.points().stream().map(point -> point.y()));
    }
}
