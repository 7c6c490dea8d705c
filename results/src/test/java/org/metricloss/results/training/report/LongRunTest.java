package org.metricloss.results.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;
import org.metricloss.results.Variant;
import org.metricloss.results.figure.Figure;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XyPoint;
import org.metricloss.results.report.HtmlPage;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.summary.RunSummary;

/** Curves of many epochs, many objectives and losses that name their diagnostics as they like. */
class LongRunTest {
    private static final int EPOCHS = 4_001;

    @Test
    void curvesOfThousandsOfEpochsAreThinnedFromTheirFirstPointToTheirLast() {
        HtmlPage page = page(12, EPOCHS, Map.of("a", 1.0, "b", 2.0, "c", 3.0));
        List<XyChart> charts = charts(page);
        assertThat(charts).hasSize(4);
        for (XyChart chart : charts) {
            assertThat(chart.series()).hasSize(12).allSatisfy(series -> {
                List<XyPoint> points = series.points();
                assertThat(points).hasSizeBetween(100, 200);
                assertThat(points.get(0).x()).isEqualTo(1);
                assertThat(points.get(points.size() - 1).x()).isEqualTo(EPOCHS);
                assertThat(points).extracting(XyPoint::x).isSorted().doesNotHaveDuplicates();
            });
        }
        assertThat(page.toString().length()).isLessThan(5_000_000);
    }

    @Test
    void diagnosticsWhoseNamesDifferInOddCharactersHaveFiguresOfTheirOwn() {
        List<XyChart> charts = charts(page(1, 2, Map.of("gap\u00b2", 1.0, "gap\u00b3", 2.0, "Gap-", 3.0)));
        assertThat(charts).extracting(Figure::title).contains("gap\u00b2", "gap\u00b3", "Gap-");
        assertThat(charts).extracting(Figure::id).doesNotHaveDuplicates();
    }

    @Test
    void aDiagnosticThatIsCalledLossIsNotTheObjectivesOwn() {
        List<XyChart> charts = charts(page(1, 2, Map.of("softmax.loss", 7.0)));
        assertThat(charts).extracting(Figure::title).containsExactly("loss", "softmax.loss");
        assertThat(charts.get(0).series()).hasSize(1);
        assertThat(charts.get(1).series().get(0).points().get(0).y()).isEqualTo(7);
    }

    private static List<XyChart> charts(HtmlPage page) {
        return page.figures().stream().map(XyChart.class::cast).toList();
    }

    private static HtmlPage page(int objectives, int epochs, Map<String, Double> diagnostics) {
        List<TrialRecord> trials = new ArrayList<>();
        for (int i = 1; i <= objectives; i++) {
            TrialRecord trial = SampleRun.finished("objective " + i, "o" + i, 1, 0.9, 0.5);
            EpochRecord first = trial.epochs().get(0);
            List<EpochRecord> records = new ArrayList<>();
            for (int epoch = 1; epoch <= epochs; epoch++) {
                records.add(Variant.of(first, "epoch", epoch, "diagnostics", new LinkedHashMap<>(diagnostics)));
            }
            trials.add(Variant.of(trial, "epochs", records));
        }
        RunSummary run = RunSummary.of(
                SampleRun.manifest("long", trials.stream().map(TrialRecord::id).toList()), trials);
        HtmlPage page = new HtmlPage();
        page.heading(1, "long");
        new DiagnosticsSection(run.recorded()).write(page);
        return page;
    }
}
