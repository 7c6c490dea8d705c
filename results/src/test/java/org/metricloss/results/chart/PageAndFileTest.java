package org.metricloss.results.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.browser.Browser;
import org.metricloss.results.browser.Tab;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.BarChart;
import org.metricloss.results.figure.Figure;
import org.metricloss.results.figure.HeatMap;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XyPoint;
import org.metricloss.results.figure.XySeries;
import org.metricloss.results.report.HtmlPage;
import org.metricloss.results.statistics.Interval;

/** One figure, drawn on the page and in a file, shows the same. */
class PageAndFileTest {
    /** Very different intervals around points that lie together, and shares that reach 1. */
    private static final List<Interval> TIMES = List.of(
            new Interval(1.11, 12.04),
            new Interval(3.9, 11.6),
            new Interval(6.6, 7.4),
            new Interval(4, 9),
            new Interval(5, 9.5),
            new Interval(6, 8.2),
            new Interval(6.1, 8.1),
            new Interval(5.5, 8.5));

    private static final List<Interval> SHARES = List.of(
            new Interval(0.30, 0.99),
            new Interval(0.90, 1),
            new Interval(0.94, 0.98),
            new Interval(0.93, 0.985),
            new Interval(0.95, 0.984),
            new Interval(0.955, 0.983),
            new Interval(0.958, 0.982),
            new Interval(0.91, 0.999));

    @TempDir
    static Path temporary;

    static Browser browser;

    @BeforeAll
    static void startBrowser() throws IOException {
        browser = Browser.start(Files.createDirectory(temporary.resolve("profile")));
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Tab page(Figure figure) throws IOException {
        HtmlPage page = new HtmlPage();
        page.heading(1, "Page").heading(2, "Section").figure(figure);
        Path file = temporary.resolve(figure.id() + ".html");
        Files.writeString(file, page.toString());
        return browser.open(file);
    }

    private static XyChart accuracyAndCost() {
        List<XySeries> series = IntStream.range(0, TIMES.size())
                .mapToObj(i -> new XySeries(
                        "objective " + (char) ('a' + i) + (i % 2 == 0 ? " on djl" : " on tensorflow"),
                        i,
                        XySeries.Mark.LABELLED_POINTS,
                        List.of(new XyPoint(
                                7 + 0.05 * i,
                                0.96 + 0.002 * i,
                                Optional.of(TIMES.get(i)),
                                Optional.of(SHARES.get(i))))))
                .toList();
        return new XyChart("accuracy-cost", "Accuracy", "", Axis.amount("time", "s"), Axis.share("recall@1"), series);
    }

    /** Lines that lie or stand, as four numbers x1, y1, x2, y2 each, by x or y of their longer side. */
    private static List<double[]> ofPage(Tab tab) {
        List<double[]> lines = new ArrayList<>();
        for (JsonNode box : tab.evaluate("[...document.querySelectorAll('.xerror, .yerror')].map((p) => p.getBBox())"
                + ".map((b) => [b.x, b.y, b.x + b.width, b.y + b.height])")) {
            lines.add(new double[] {
                box.get(0).asDouble(),
                box.get(1).asDouble(),
                box.get(2).asDouble(),
                box.get(3).asDouble()
            });
        }
        return lines;
    }

    private static double[] lengths(List<double[]> lines, int along) {
        return lines.stream()
                .filter(line -> line[1 - along] == line[3 - along])
                .mapToDouble(line -> Math.abs(line[2 + along] - line[along]))
                .sorted()
                .toArray();
    }

    private static void assertProportional(double[] drawn, List<Interval> intervals, String what) {
        double[] widths = intervals.stream()
                .mapToDouble(interval -> interval.high() - interval.low())
                .sorted()
                .toArray();
        assertThat(drawn).as(what).hasSameSizeAs(widths);
        double unit = drawn[drawn.length - 1] / widths[widths.length - 1];
        for (int i = 0; i < drawn.length; i++) {
            // Files have whole pixels.
            assertThat(drawn[i]).as(what).isCloseTo(unit * widths[i], within(2.0));
        }
    }

    @Test
    void intervalsAreWholeAndProportionalInBoth() throws IOException {
        XyChart chart = accuracyAndCost();
        List<double[]> page = ofPage(page(chart));
        Svg svg = Svg.of(StaticFigures.draw(chart).svg());
        List<double[]> file = new ArrayList<>();
        for (int style = 0; style < TIMES.size(); style++) {
            file.addAll(svg.lines(Palette.of(style).colour()));
        }
        for (List<double[]> lines : List.of(page, file)) {
            String where = lines == page ? "page" : "file";
            assertProportional(lengths(lines, 0), TIMES, where + ", times");
            assertProportional(lengths(lines, 1), SHARES, where + ", shares");
        }
        // The range of the page is that of the file: the longest interval takes the same share of both axes.
        double[] frame = svg.frame();
        double plot = page(chart)
                .evaluate("document.querySelector('.chart')._fullLayout._size.w")
                .asDouble();
        assertThat(longest(page, 0) / plot).isCloseTo(longest(file, 0) / frame[0], within(0.01));
        double height = page(chart)
                .evaluate("document.querySelector('.chart')._fullLayout._size.h")
                .asDouble();
        assertThat(longest(page, 1) / height).isCloseTo(longest(file, 1) / frame[1], within(0.01));
    }

    private static double longest(List<double[]> lines, int along) {
        double[] lengths = lengths(lines, along);
        return lengths[lengths.length - 1];
    }

    @Test
    void everyPointHasItsNameInBoth() throws IOException {
        XyChart chart = accuracyAndCost();
        List<String> names = chart.series().stream().map(XySeries::name).toList();
        assertThat(page(chart).texts(".annotation-text")).containsExactlyInAnyOrderElementsOf(names);
        List<String> texts = Svg.of(StaticFigures.draw(chart).svg()).texts();
        // Once in the legend and once beside the point.
        assertThat(names)
                .allSatisfy(
                        name -> assertThat(texts.stream().filter(name::equals)).hasSize(2));
    }

    @Test
    void aLineAndItsGuideAreOneEntryOfTheLegendAndHideTogether() throws IOException {
        List<XyPoint> points = List.of(XyPoint.of(1, 0.5), XyPoint.of(2, 0.7));
        Tab tab = page(new XyChart(
                "guided",
                "Guided",
                "",
                Axis.amount("time", "s"),
                Axis.share("recall@1"),
                List.of(
                        new XySeries("first", 0, XySeries.Mark.LINE, points),
                        new XySeries("first: time ~ n", 0, XySeries.Mark.GUIDE, points),
                        new XySeries("second", 1, XySeries.Mark.LINE, points))));
        String lines = "document.querySelectorAll('.scatterlayer .js-line').length";
        assertThat(tab.texts(".legend button")).containsExactly("first", "second");
        assertThat(tab.count(lines)).isEqualTo(3);
        tab.evaluate("document.querySelector('.legend button').click()");
        assertThat(tab.count(lines)).isEqualTo(1);
        tab.evaluate("document.querySelector('.legend button').click()");
        tab.evaluate("document.querySelector('.chart').focus()");
        tab.press("ArrowRight");
        assertThat(tab.text("document.querySelector('[role=status]').textContent"))
                .endsWith("dashed: first: time ~ n");
    }

    @Test
    void namesOfRowsAreToldApartAndDoNotTouchTheTitleOfTheirAxis() throws IOException {
        List<String> rows = List.of("softmax+center [A] on djl", "softmax+center [B] on djl");
        Tab tab = page(new HeatMap(
                "heat",
                "Heat",
                "",
                "objective",
                "class",
                rows,
                List.of("0", "1"),
                List.of(List.of(Optional.of(0.5), Optional.of(0.6)), List.of(Optional.of(0.7), Optional.of(0.8))),
                false));
        assertThat(tab.texts(".ytick")).containsAll(rows);
        assertThat(tab.evaluate(
                                "[...document.querySelectorAll('.ytick text')].every((name) => !name.textContent || name.getBoundingClientRect().left >="
                                        + " document.querySelector('.ytitle').getBoundingClientRect().right)")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void valuesInCellsContrastWithTheirColour() throws IOException {
        Tab tab = page(new HeatMap(
                "confused",
                "Confused",
                "",
                "query",
                "neighbour",
                List.of("0", "1"),
                List.of("0", "1"),
                List.of(List.of(Optional.of(0.6), Optional.of(0.4)), List.of(Optional.of(0.3), Optional.of(0.7))),
                true));
        assertThat(tab.evaluate(
                                "[...document.querySelectorAll('.textpoint text')].map((t) => t.textContent + ' ' + getComputedStyle(t).fill)")
                        .toString())
                .as("dark on light orange, white on blue")
                .contains("0.30 rgb(26, 31, 36)", "0.70 rgb(255, 255, 255)");
    }

    @Test
    void noTickOfSharesLiesAboveOneOrBelowZero() throws IOException {
        for (double share : new double[] {0, 0.5, 1}) {
            XyChart chart = new XyChart(
                    "share-" + (int) (10 * share),
                    "Shares",
                    "",
                    Axis.amount("time", "s"),
                    Axis.share("recall@1"),
                    List.of(new XySeries(
                            "s", 0, XySeries.Mark.POINTS, List.of(XyPoint.of(1, share), XyPoint.of(2, 0.5)))));
            assertThat(chart.yRange().low()).isGreaterThan(-0.06);
            assertThat(chart.yRange().high()).isLessThan(1.06);
            assertThat(page(chart).texts(".ytick"))
                    .isNotEmpty()
                    .allSatisfy(tick -> assertThat(Double.parseDouble(tick)).isBetween(0.0, 1.0));
        }
    }

    @Test
    void barsAndTheirIntervalsLieInBoth() throws IOException {
        List<Interval> intervals = List.of(new Interval(8, 18), new Interval(4, 7));
        BarChart chart = new BarChart(
                "bars",
                "Bars",
                "",
                Axis.amount("time", "s"),
                List.of("softmax", "a name that needs more room than a column would have", "none"),
                List.of(new BarChart.Part(
                        "median",
                        3,
                        List.of(
                                Optional.of(new BarChart.Bar(10, Optional.of(intervals.get(0)))),
                                Optional.of(new BarChart.Bar(5, Optional.of(intervals.get(1)))),
                                Optional.empty()))));
        Svg svg = Svg.of(StaticFigures.draw(chart).svg());
        Tab tab = page(chart);
        assertProportional(lengths(ofPage(tab), 0), intervals, "page");
        assertProportional(lengths(svg.lines("#000000"), 0), intervals, "file");
        assertThat(svg.texts()).containsAll(chart.categories().subList(0, 2)).contains("none (no value)");
        double[] page = {
            tab.evaluate("document.querySelectorAll('.barlayer .point path')[0].getBBox().width")
                    .asDouble(),
            tab.evaluate("document.querySelectorAll('.barlayer .point path')[1].getBBox().width")
                    .asDouble()
        };
        List<double[]> file = svg.boxes(Palette.of(3).colour());
        assertThat(page[0]).isCloseTo(2 * page[1], within(0.5));
        assertThat(file).hasSize(2);
        file.sort(Comparator.comparingDouble(box -> -box[0]));
        assertThat(file.get(0)[0]).isCloseTo(2 * file.get(1)[0], within(2.0));
        assertThat(file.get(0)[0]).isGreaterThan(file.get(0)[1]);
    }
}
