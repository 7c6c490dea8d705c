package org.metricloss.results.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;
import org.metricloss.results.SampleEmbeddings;
import org.metricloss.results.SampleRun;
import org.metricloss.results.TrainingRun;
import org.metricloss.results.report.Report;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.summary.ConsoleSummary;
import org.metricloss.results.training.summary.RunSummary;

/** The figures that a page draws. */
class PageFiguresTest extends SamplePage {
    @Test
    void everyFigureIsDrawnWithTitleAxesAndAllItsPoints() {
        assertFiguresAreDrawn(5);
    }

    @Test
    void validationCurvesAndTimesToTargetAreDrawn() throws IOException {
        Path training = temporary.resolve("training.html");
        Files.writeString(
                training,
                RunReport.of(RunSummary.of(TrainingRun.manifest(), TrainingRun.trials()))
                        .html());
        tab = browser.open(training);
        assertThat(tab.evaluate("[...document.querySelectorAll('figure')].map((f) => f.id)")
                        .toString())
                .contains("curve-seconds", "curve-samples", "time-to-target");
        assertThat(tab.texts("#time-to-target .annotation-text")).contains("no value");
        assertFiguresAreDrawn(6);
        assertThat(tab.complaints()).isEmpty();
    }

    /** Two runs of one experiment, whose objectives stay apart: their seeds are the same. */
    @Test
    void severalRunsAreOnePage() throws IOException {
        List<RunFolder> folders =
                Stream.of("first", "second").map(PageFiguresTest::smallRun).toList();
        Path several = temporary.resolve("several.html");
        Files.writeString(several, RunReport.of(RunSummary.of(folders)).html());
        tab = browser.open(several);
        assertThat(tab.complaints()).isEmpty();
        assertThat(tab.texts("#embeddings h4")).hasSize(2).allMatch(name -> name.endsWith(": softmax"));
        assertFiguresAreDrawn(2);
    }

    @Test
    void tooltipsRoundAsTheTablesDo() throws IOException {
        String functions;
        try (InputStream basics = Report.class.getResourceAsStream("page/basics.js")) {
            functions = new String(basics.readAllBytes(), StandardCharsets.UTF_8);
        }
        tab = browser.open(page);
        for (double value : new double[] {0.97125, 0.00005, 0.12345, -0.33335, 1, 0, 4e-7, 0.99995}) {
            assertThat(tab.evaluate("(() => {" + functions + "return written(" + value + ", {decimals: true}); })()")
                            .asText())
                    .isEqualTo(NumberText.measure(value));
        }
    }

    @Test
    void aFigureThatCannotBeDrawnCostsNoOtherAndNoTable() throws IOException {
        Path broken = temporary.resolve("broken.html");
        Files.writeString(broken, Files.readString(page).replaceFirst("\"kind\":\"xy\"", "\"kind\":\"nothing\""));
        tab = browser.open(broken);
        assertThat(tab.texts("figure .failed")).singleElement().asString().startsWith("This figure cannot be drawn: ");
        assertThat(tab.count("document.querySelectorAll('#embeddings .chart').length"))
                .isEqualTo(4);
        assertThat(tab.texts(".count")).contains("17 rows");
        tab.evaluate("document.querySelector('.table thead button').click()");
        assertThat(tab.texts("th[aria-sort]")).isNotEmpty();
    }

    /** A file cut short, one of another type, and labels that do not fit. */
    @Test
    void damagedArtifactsCostTheirOwnPictures() throws IOException {
        List<TrialRecord> trials = Stream.of("a", "b", "c", "d")
                .map(name -> SampleRun.finished(name, name, 1, 0.9, 0.5))
                .toList();
        RunFolder folder = RunFolder.create(
                temporary,
                SampleRun.manifest(
                        "damaged", trials.stream().map(TrialRecord::id).toList()));
        trials.forEach(folder::write);
        List<Path> files = trials.stream()
                .map(trial -> {
                    SampleEmbeddings.write(folder, trial.id(), 2, 1, false);
                    return folder.artifacts().resolve(trial.id()).resolve("epoch-001.npz");
                })
                .toList();
        Files.write(files.get(0), Arrays.copyOf(Files.readAllBytes(files.get(0)), 700));
        Map<String, NpyArray> arrays = new LinkedHashMap<>(Npz.read(files.get(1)));
        arrays.put("testEmbeddings", NpyArray.of(new double[500], 250, 2));
        Npz.write(files.get(1), arrays);
        arrays = new LinkedHashMap<>(Npz.read(files.get(2)));
        arrays.put("testLabels", NpyArray.of(new int[249], 249));
        Npz.write(files.get(2), arrays);

        RunReport.write(folder);
        tab = browser.open(folder.path().resolve(Report.PAGE));
        assertThat(tab.texts("#embeddings h4")).containsExactly("d");
        assertThat(tab.texts("section li"))
                .anyMatch(line -> line.startsWith(files.get(0) + " "))
                .contains(
                        files.get(1) + ": testEmbeddings must be float32 [n, d] with d >= 1",
                        files.get(2) + ": testLabels must be int32 [250], a label for each of testEmbeddings");
        assertThat(Files.readString(folder.path().resolve("report.md")))
                .contains("Not shown, since they cannot be read");
    }

    private static RunFolder smallRun(String name) {
        List<TrialRecord> trials = List.of(SampleRun.finished("softmax", "softmax", 1, 0.9, 0.5));
        RunFolder folder = RunFolder.create(
                temporary,
                SampleRun.manifest(name, trials.stream().map(TrialRecord::id).toList(), "{\"seeds\": [1]}"));
        trials.forEach(folder::write);
        SampleEmbeddings.write(folder, trials.get(0).id(), 2, 1, false);
        return folder;
    }

    @Test
    void arrowKeysTellAChartsValuesWithTheirUnits() {
        tab.evaluate("document.querySelector('#accuracy-cost .chart').focus()");
        tab.press("ArrowRight");
        assertThat(tab.text("document.querySelector('#accuracy-cost [role=status]').textContent"))
                .isEqualTo(
                        "softmax\ntraining time per trial (s): 2.55 [2.361, 2.754]\nrecall@1: 0.9026 [0.9009, 0.9043]");
        // The same texts are in the table of the page, in the Markdown and on the terminal.
        assertThat(tab.texts("td")).contains("2.55 [2.361, 2.754]", "0.9026 [0.9009, 0.9043]");
        assertThat(RunReport.of(RunSummary.of(SampleRun.manifest(), SampleRun.trials()))
                        .markdown())
                .contains("| 2.55 \\[2.361, 2.754\\] |", "| 0.9026 \\[0.9009, 0.9043\\] |");
        assertThat(ConsoleSummary.of(RunSummary.of(SampleRun.manifest(), SampleRun.trials())))
                .contains(" 0.9026 [0.9009, 0.9043] ");
        tab.press("Escape");
        assertThat(tab.text("document.querySelector('#accuracy-cost [role=status]').textContent"))
                .isEmpty();
        assertThat(tab.count("document.querySelectorAll('#accuracy-cost .hovertext').length"))
                .isZero();
    }

    @Test
    void theTooltipLiesOverThePictureAndNotOverTheLegend() {
        for (int point = 0; point < 4; point++) {
            tab.hover("document.querySelectorAll('#accuracy-cost .points path')[" + point + "]");
            tab.await("document.querySelectorAll('#accuracy-cost .hovertext').length === 1");
            assertThat(tab.evaluate(
                                    "(() => { const tip = document.querySelector('#accuracy-cost .hovertext').getBoundingClientRect(),"
                                            + " picture = document.querySelector('#accuracy-cost .main-svg').getBoundingClientRect();"
                                            + " return tip.height > 0 && tip.top >= picture.top - 1 && tip.bottom <= picture.bottom + 1; })()")
                            .asBoolean())
                    .as("point " + point)
                    .isTrue();
        }
    }

    @Test
    void readersChooseTheMeasureAndTheCost() {
        assertThat(tab.texts("#accuracy-cost select[name=x] option"))
                .containsExactly(
                        "training time per trial (s)",
                        "samples per trial",
                        "tuples per trial",
                        "peak memory per trial (MiB)");
        assertThat(tab.texts("#accuracy-cost select[name=y] option"))
                .startsWith("recall@1")
                .hasSizeGreaterThan(1);
        String choose = "{ const s = document.querySelector('#accuracy-cost select[name=%s]'); s.value = '%s';"
                + " s.dispatchEvent(new Event('change')); }";
        tab.evaluate(choose.formatted("x", "samples per trial"));
        String measure = tab.texts("#accuracy-cost select[name=y] option").get(1);
        tab.evaluate(choose.formatted("y", measure));
        assertThat(tab.texts("#accuracy-cost .xtitle")).containsExactly("samples per trial");
        assertThat(tab.texts("#accuracy-cost .ytitle")).containsExactly(measure);
        assertThat(tab.texts("#accuracy-cost figcaption strong")).containsExactly(measure + " over samples");
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void legendsHideSeriesAndChartsAreSavedAsPictures() {
        String points = "document.querySelectorAll('#accuracy-cost .points path').length";
        int all = tab.count(points);
        tab.evaluate("document.querySelector('#accuracy-cost .legend button').click()");
        assertThat(tab.count(points)).isBetween(1, all - 1);
        tab.evaluate("document.querySelector('#accuracy-cost .legend button').click()");
        assertThat(tab.count(points)).isEqualTo(all);
        tab.evaluate(
                "{ window.saved = []; HTMLAnchorElement.prototype.click = function () { saved.push(this.download); };"
                        + " for (const b of document.querySelectorAll('#accuracy-cost .modebar-btn[data-title^=Download]')) b.dispatchEvent(new Event('click')); }");
        tab.await("saved.length === 2");
        assertThat(tab.text("saved.sort().join()")).isEqualTo("accuracy-cost.png,accuracy-cost.svg");
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void classesHaveNoColourOfAnObjective() {
        tab.show("document.querySelector('#embeddings')");
        String colours = "[...new Set([...document.querySelectorAll('%s .points path')].map((m) =>"
                + " getComputedStyle(m).fill).filter((c) => c !== 'none' && c !== 'rgb(255, 255, 255)'))].join(';')";
        List<String> objectives =
                List.of(tab.text(colours.formatted("#accuracy-cost")).split(";"));
        List<String> classes =
                List.of(tab.text(colours.formatted("#embeddings")).split(";"));
        assertThat(objectives).hasSize(4);
        assertThat(classes).hasSize(SampleEmbeddings.CLASSES).doesNotContainAnyElementsOf(objectives);
    }

    private void assertFiguresAreDrawn(int atLeast) {
        int figures = tab.count("document.querySelectorAll('figure').length");
        assertThat(figures).isGreaterThanOrEqualTo(atLeast);
        for (int i = 0; i < figures; i++) {
            String figure = "document.querySelectorAll('figure')[" + i + "]";
            tab.show(figure);
            String data = "JSON.parse(document.getElementById('figures').textContent)[" + i + "]";
            String name = tab.text(figure + ".id");
            assertThat(tab.text(figure + ".querySelector('figcaption strong').textContent"))
                    .as(name)
                    .isNotBlank()
                    .isEqualTo(tab.text(data + ".title"));
            String kind = tab.text(data + ".kind");
            assertThat(tab.count(figure + ".querySelectorAll('.chart').length"))
                    .as(name)
                    .isEqualTo(kind.equals("embeddings") ? 4 : 1);
            assertThat(tab.evaluate(
                                    "[..." + figure
                                            + ".querySelectorAll('.chart')].every((c) => c.querySelectorAll('.xtitle, .ytitle').length === "
                                            + (kind.equals("bars") ? 1 : 2)
                                            + " && c.querySelectorAll('.xtick, .ytick').length > 2 && c.getBoundingClientRect().width > 200)")
                            .asBoolean())
                    .as(name + " has axes with titles and ticks")
                    .isTrue();
            assertThat(points(figure, kind)).as(name).isPositive().isEqualTo(pointsOfData(data, kind));
            assertThat(tab.evaluate(
                                    "[..." + figure
                                            + ".querySelectorAll('.scatterlayer .points path, .barlayer .point path')].every((m) => {"
                                            + " const a = m.getBoundingClientRect(), b = m.closest('.chart').getBoundingClientRect();"
                                            + " return a.left > b.left - 8 && a.right < b.right + 8 && a.top > b.top - 8 && a.bottom < b.bottom; })")
                            .asBoolean())
                    .as(name + " shows its points within")
                    .isTrue();
        }
    }

    /** What is drawn: a path per point or bar; of embeddings without class centers. */
    private int points(String figure, String kind) {
        return tab.count(
                kind.equals("embeddings")
                        ? "[..." + figure
                                + ".querySelectorAll('.chart')].reduce((n, c) => n + c.querySelectorAll('.points path').length"
                                + " - c.data[2].x.length, 0)"
                        : "[..." + figure + ".querySelectorAll('.scatterlayer .points path, .barlayer .point')]"
                                + ".filter((p) => !p.__data__.isBlank).length");
    }

    private int pointsOfData(String data, String kind) {
        String points = ".series.filter((s) => s.mark !== 'GUIDE').reduce((n, s) => n + s.points.length, 0)";
        return tab.count(
                switch (kind) {
                    case "choice" -> data + ".variants[0]" + points;
                    case "xy" -> data + points;
                    case "bars" -> data + ".parts.reduce((n, p) => n + p.bars.filter((b) => b && b[0] > 0).length, 0)";
                    default ->
                        "2 * " + SampleEmbeddings.CLASSES + " * "
                                + (SampleEmbeddings.TRAIN_PER_CLASS + SampleEmbeddings.TEST_PER_CLASS);
                });
    }
}
