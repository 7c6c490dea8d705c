package org.metricloss.results.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleCost;
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
            assertThat(guide.name()).contains(fitted.get(i).words().orElseThrow());
        }
    }

    @Test
    void noisyTimesAreDrawnAboveZero() {
        List<PointRecord> noisy = SampleCost.records().stream()
                .filter(PointRecord::isFinished)
                .map(record -> record.round() == 1 ? record : slower(record, 3))
                .toList();
        List<XyChart> charts = GrowthCharts.times(CostSummary.of(SampleCost.manifest(), noisy));
        List<XyPoint> points = charts.stream()
                .flatMap(chart -> chart.series().stream())
                .filter(series -> series.mark() == XySeries.Mark.LINE)
                .flatMap(series -> series.points().stream())
                .toList();
        assertThat(points).isNotEmpty().allSatisfy(point -> {
            assertThat(point.y()).isPositive();
            assertThat(point.yInterval().isPresent() || point.yFew().size() < 3).isTrue();
            point.yInterval().ifPresent(interval -> assertThat(interval.low()).isPositive());
        });
        assertThat(charts)
                .allSatisfy(
                        chart -> assertThat(new String(StaticFigures.draw(chart).svg(), StandardCharsets.UTF_8))
                                .doesNotContain("NaN", "Infinity"));
    }

    private static PointRecord slower(PointRecord record, double times) {
        PointCost cost = record.cost().orElseThrow();
        return PointRecord.finished(
                record.id(),
                record.setup(),
                record.round(),
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
        BarChart phases = GrowthCharts.phases(study).get(0);
        assertThat(phases.parts()).hasSizeGreaterThan(1);
        assertThat(phases.categories()).as("softmax has a single phase").noneMatch(name -> name.startsWith("softmax"));
        for (int category = 0; category < phases.categories().size(); category++) {
            int line = category;
            double sum = phases.parts().stream()
                    .flatMap(part -> part.bars().get(line).stream())
                    .mapToDouble(BarChart.Bar::length)
                    .sum();
            assertThat(sum).as(phases.categories().get(category)).isCloseTo(1, within(1e-9));
        }
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
