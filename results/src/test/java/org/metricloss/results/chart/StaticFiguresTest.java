package org.metricloss.results.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;
import org.metricloss.results.SampleRun;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.BarChart;
import org.metricloss.results.figure.EmbeddingPanels;
import org.metricloss.results.figure.EmbeddingRow;
import org.metricloss.results.figure.Figure;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XyPoint;
import org.metricloss.results.figure.XySeries;
import org.metricloss.results.report.HtmlPage;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.EmbeddingViews;

class StaticFiguresTest {
    private static final String ODD = "a & b <script>alert('\u0007')</script>";

    @Test
    void chartHasItsTitleAxesAndPoints() throws IOException {
        StaticFigure drawn = StaticFigures.draw(points(Axis.Scale.LINEAR));
        Svg svg = Svg.of(drawn.svg());
        assertThat(svg.only("title")).isEqualTo("Cost of things");
        assertThat(svg.only("desc")).isEqualTo("How to read it.");
        assertThat(svg.texts()).contains("Cost of things", "samples", "time (s)", "first", "second (dashed)");
        // Five points and the legend's.
        assertThat(svg.filled(Palette.of(0).colour())).isEqualTo(5 + 1);
        assertThat(svg.bands()).isEqualTo(1);
        assertShows(drawn.png(), Palette.of(0).rgb());
        assertShows(drawn.png(), Palette.of(1).rgb());
    }

    @Test
    void aPdfShowsTheSameAndNeedsNoFont() throws IOException {
        StaticFigure drawn = StaticFigures.draw(points(Axis.Scale.LINEAR));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(drawn.png()));
        try (PDDocument document = Loader.loadPDF(drawn.pdf())) {
            PDPage page = document.getPage(0);
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(Sheet.IMAGE_SCALE * page.getMediaBox().getWidth()).isEqualTo(image.getWidth());
            assertThat(Sheet.IMAGE_SCALE * page.getMediaBox().getHeight()).isEqualTo(image.getHeight());
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Cost of things");
            // Objects may be compressed, so that names are not found among the bytes.
            assertThat(document.getDocument().getObjectsByType(COSName.PAGE)).hasSize(1);
            assertThat(document.getDocument().getObjectsByType(COSName.FONT, COSName.FONT_DESC))
                    .isEmpty();
            ByteArrayOutputStream rendered = new ByteArrayOutputStream();
            ImageIO.write(new PDFRenderer(document).renderImage(0, Sheet.IMAGE_SCALE), "png", rendered);
            assertShows(rendered.toByteArray(), Palette.of(0).rgb());
            assertShows(rendered.toByteArray(), Palette.of(1).rgb());
        }
    }

    @Test
    void logarithmicAxesRefuseIntervalsThatReachZero() {
        assertThat(Svg.of(StaticFigures.draw(points(Axis.Scale.LOG)).svg())
                        .filled(Palette.of(0).colour()))
                .isEqualTo(5 + 1);
        List<XySeries> series = List.of(new XySeries(
                "s",
                0,
                XySeries.Mark.POINTS,
                List.of(new XyPoint(1, 1, Optional.empty(), Optional.of(new Interval(0, 2))))));
        assertThatThrownBy(() -> new XyChart("c", "C", "", Axis.amount("n", ""), Axis.log("time", "s"), series))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chart c: a logarithmic axis takes values > 0, got 0.0");
    }

    @Test
    void embeddingsAreDrawnInTrainingAndTestPanels(@TempDir Path folder) throws IOException {
        EmbeddingPanels.Strip row = row(folder);
        Svg svg =
                Svg.of(StaticFigures.draw(new EmbeddingPanels("embeddings", "Embeddings", "", List.of(3), List.of(row)))
                        .svg());
        assertThat(svg.texts())
                .contains(
                        "softmax, train, epoch 3", "softmax, test, epoch 3", "embedding x1", "class 1", "class center");
        // Three points of class 0 in each part, and the legend's.
        assertThat(svg.filled(Palette.of(Palette.part(0)).colour())).isEqualTo(2 * 3 + 1);
        assertThat(svg.filled(Palette.of(Palette.part(1)).colour())).isEqualTo(2 * 3 + 1);
    }

    @Test
    void legendsHaveTheNamesOfClasses(@TempDir Path folder) {
        EmbeddingPanels.Strip strip = row(folder);
        EmbeddingPanels.Strip named = new EmbeddingPanels.Strip(
                strip.name(), strip.detail(), 6, 6, strip.frames(), List.of("boots", "hats"), Optional.empty());
        EmbeddingPanels figure = new EmbeddingPanels("embeddings", "Embeddings", "", List.of(3), List.of(named));
        assertThat(Svg.of(StaticFigures.draw(figure).svg()).texts())
                .contains("boots", "hats")
                .doesNotContain("class 0");
        HtmlPage page = new HtmlPage();
        page.heading(1, "Page").heading(2, "Section").figure(figure);
        assertThat(page.toString()).contains("\"classes\":[\"boots\",\"hats\"]");
    }

    @Test
    void dataThatNameAClassDifferentlyGiveItNoName(@TempDir Path folder) {
        EmbeddingPanels.Strip strip = row(folder);
        List<EmbeddingPanels.Strip> strips = Stream.of(
                        List.of("boots", "hats"), List.of("boots", "3", "4"), List.<String>of())
                .map(names -> new EmbeddingPanels.Strip("a", "", 6, 6, strip.frames(), names, Optional.empty()))
                .toList();
        assertThat(IntStream.range(0, 4).mapToObj(label -> EmbeddingPanels.Strip.className(strips, label)))
                .containsExactly("boots", "1", "4", "3");
    }

    @Test
    void classesThatAreNotDrawnAreCounted(@TempDir Path folder) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (String part : List.of("test", "train")) {
            arrays.put(part + "Embeddings", NpyArray.of(new float[2 * 60], 60, 2));
            arrays.put(part + "Labels", NpyArray.of(IntStream.range(0, 60).toArray(), 60));
        }
        Path file = folder.resolve("epoch-001.npz");
        Npz.write(file, arrays);
        EmbeddingPanels.Strip strip = new EmbeddingPanels.Strip(
                "softmax",
                "seed 1",
                60,
                60,
                List.of(new EmbeddingPanels.Frame(
                        1, EmbeddingViews.of(file, SampleRun.setup("softmax", "softmax", 1)))));
        EmbeddingPanels figure = new EmbeddingPanels("embeddings", "Embeddings", "", List.of(1), List.of(strip));
        String words = "20 of 60 classes are drawn, evenly spread over the labels; the other 40 are not.";
        assertThat(Svg.of(StaticFigures.draw(figure).svg()).texts()).contains(words, "class 0", "class 57");
        HtmlPage page = new HtmlPage();
        page.heading(1, "Page").heading(2, "Section").figure(figure);
        assertThat(page.toString()).contains("\"note\":\"" + words);
    }

    @Test
    void embeddingsOfASweepStandInARow(@TempDir Path folder) throws IOException {
        EmbeddingPanels.Strip row = row(folder);
        StaticFigure drawn = StaticFigures.draw(new EmbeddingRow("row", "Row", "", List.of(row, row, row)));
        Svg svg = Svg.of(drawn.svg());
        assertThat(svg.filled(Palette.of(Palette.part(0)).colour())).isEqualTo(3 * 3 + 1);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(drawn.png()));
        assertThat(image.getWidth()).isGreaterThan(2 * image.getHeight());
    }

    /** Six points of two classes in each part. */
    private static EmbeddingPanels.Strip row(Path folder) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (String part : List.of("test", "train")) {
            arrays.put(part + "Embeddings", NpyArray.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 6, 2));
            arrays.put(part + "Labels", NpyArray.of(new int[] {0, 1, 0, 1, 0, 1}, 6));
        }
        Path file = folder.resolve("epoch-003.npz");
        Npz.write(file, arrays);
        return new EmbeddingPanels.Strip(
                "softmax",
                "seed 1",
                6,
                6,
                List.of(new EmbeddingPanels.Frame(
                        3, EmbeddingViews.of(file, SampleRun.setup("softmax+center", "center", 1)))));
    }

    @Test
    void aSinglePointIsDrawn() {
        XyChart one = new XyChart(
                "one",
                "One",
                "",
                Axis.linear("x", ""),
                Axis.linear("y", ""),
                List.of(new XySeries("s", 2, XySeries.Mark.LABELLED_POINTS, List.of(XyPoint.of(3, 4)))));
        assertThat(Svg.of(StaticFigures.draw(one).svg()).filled(Palette.of(2).colour()))
                .isEqualTo(2);
    }

    @Test
    void barsStandUponOneAnother() throws IOException {
        BarChart bars = new BarChart(
                "phases",
                "Phases",
                "",
                Axis.linear("time", "s"),
                List.of(
                        "softmax",
                        "triplet with a name that is too long for its place",
                        "triplet with a name that is too long, too"),
                List.of(part("step", 0, 2, 3, 1), part("evaluation", 1, 1, 1, 2)));
        StaticFigure drawn = StaticFigures.draw(bars);
        Svg svg = Svg.of(drawn.svg());
        assertThat(svg.texts()).contains("Phases", "time (s)", "step", "evaluation");
        assertThat(svg.filled(Palette.of(0).colour())).isEqualTo(3 + 1);
        assertShows(drawn.png(), Palette.of(1).rgb());
        List<double[]> lower = svg.boxes(Palette.of(0).colour());
        List<double[]> upper = svg.boxes(Palette.of(1).colour());
        assertThat(lower).hasSizeGreaterThanOrEqualTo(3);
        for (int line = 0; line < 3; line++) {
            double end = lower.get(line)[2] + lower.get(line)[0];
            assertThat(upper.get(line)[2]).as("line " + line).isCloseTo(end, within(1.5));
            assertThat(upper.get(line)[3]).as("line " + line).isCloseTo(lower.get(line)[3], within(0.1));
        }
    }

    @Test
    void aCategoryWithoutABarSaysSo() {
        BarChart.Bar bar = new BarChart.Bar(5, Optional.empty());
        Svg svg = Svg.of(
                StaticFigures.draw(bars("triplet", bar, Optional.empty(), bar)).svg());
        assertThat(svg.texts()).contains("softmax", "triplet (no value)", "center");
    }

    private static BarChart bars(String second, BarChart.Bar one, Optional<BarChart.Bar> two, BarChart.Bar three) {
        return new BarChart(
                "medians",
                "Medians",
                "",
                Axis.linear("time", "s"),
                List.of("softmax", second, "center"),
                List.of(new BarChart.Part("median", 0, List.of(Optional.of(one), two, Optional.of(three)))));
    }

    @Test
    void namesFromOutsideStayText() {
        XyChart odd = new XyChart(
                "odd",
                ODD,
                ODD,
                Axis.linear(ODD, ""),
                Axis.linear("y", ""),
                List.of(new XySeries(ODD, 0, XySeries.Mark.POINTS, List.of(XyPoint.of(1, 1)))));
        byte[] drawn = StaticFigures.draw(odd).svg();
        assertThat(new String(drawn, StandardCharsets.UTF_8)).doesNotContain("<script>");
        assertThat(Svg.of(drawn).texts()).contains("a & b <script>alert('?')</script>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "ar-EG"})
    void everyLocaleGivesTheSameBytes(String tag) {
        StaticFigure here = StaticFigures.draw(points(Axis.Scale.LOG));
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            StaticFigure there = StaticFigures.draw(points(Axis.Scale.LOG));
            assertThat(there.svg()).isEqualTo(here.svg());
            assertThat(there.pdf()).isEqualTo(here.pdf());
            assertThat(there.png()).isEqualTo(here.png());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void figuresAreWrittenIntoTheRun(@TempDir Path runs) {
        RunFolder folder = RunFolder.create(runs, SampleRun.manifest());
        Figure chart = points(Axis.Scale.LINEAR);
        StaticFigures.write(List.of(chart), folder.derivedFiles());
        assertThat(folder.path().resolve("figures/cost.svg"))
                .hasBinaryContent(StaticFigures.draw(chart).svg());
        assertThat(folder.path().resolve("figures/cost.png"))
                .hasBinaryContent(StaticFigures.draw(chart).png());
    }

    /** Five points on a line with intervals, and a dashed line. */
    private static XyChart points(Axis.Scale scale) {
        List<XyPoint> line = IntStream.rangeClosed(1, 5)
                .mapToObj(i ->
                        new XyPoint(10 * i, 0.5 * i, Optional.empty(), Optional.of(new Interval(0.3 * i, 0.9 * i))))
                .toList();
        return new XyChart(
                "cost",
                "Cost of things",
                "How to read it.",
                new Axis("samples", "", scale, 0, Double.POSITIVE_INFINITY),
                new Axis("time", "s", scale, 0, Double.POSITIVE_INFINITY),
                List.of(
                        new XySeries("first", 0, XySeries.Mark.LINE, line),
                        new XySeries("second", 1, XySeries.Mark.GUIDE, List.of(XyPoint.of(10, 2), XyPoint.of(50, 2)))));
    }

    private static BarChart.Part part(String name, int style, double... lengths) {
        return new BarChart.Part(
                name,
                style,
                Arrays.stream(lengths)
                        .mapToObj(length -> Optional.of(new BarChart.Bar(length, Optional.empty())))
                        .toList());
    }

    private static void assertShows(byte[] png, int rgb) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isGreaterThan(400);
        int found = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                found += (image.getRGB(x, y) & 0xFFFFFF) == rgb ? 1 : 0;
            }
        }
        assertThat(found).as("pixels of colour %06x", rgb).isGreaterThan(20);
    }
}
