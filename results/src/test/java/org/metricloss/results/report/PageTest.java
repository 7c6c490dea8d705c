package org.metricloss.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.SampleEmbeddings;
import org.metricloss.results.SampleRun;
import org.metricloss.results.TrainingRun;
import org.metricloss.results.browser.Browser;
import org.metricloss.results.browser.Tab;
import org.metricloss.results.record.TrialRecord;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.summary.RunSummary;

/** The page as a browser shows it. */
class PageTest {
    /** A legal name of a folder that would be markup. */
    private static final String NAME = "<script>alert(1)<script> & \"run\"";

    private static final int EPOCHS = 3;

    @TempDir
    private static Path temporary;

    private static Browser browser;
    private static Path page;
    private Tab tab;

    @BeforeAll
    static void openBrowser() throws IOException {
        browser = Browser.start(Files.createDirectory(temporary.resolve("profile")));
        List<TrialRecord> trials = SampleRun.trials();
        RunFolder folder = RunFolder.create(
                temporary,
                SampleRun.manifest(NAME, trials.stream().map(TrialRecord::id).toList()));
        trials.forEach(folder::write);
        SampleEmbeddings.write(folder, "softmax.djl.seed-1", 2, EPOCHS, false);
        SampleEmbeddings.write(folder, "center.djl.seed-1", 5, EPOCHS, true);
        RunReport.write(folder);
        page = folder.path().resolve(RunReport.PAGE);
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        tab = browser.open(page);
    }

    @Test
    void opensWithoutAComplaintAndLoadsNothing() {
        assertThat(tab.texts("h2")).contains("Answer", "Embeddings", "Cost", "Trials", "Provenance");
        assertThat(tab.complaints()).isEmpty();
        assertThat(tab.requests()).containsExactly(page.toUri().toString());
    }

    @Test
    void complaintsAndRequestsWouldBeSeen() throws IOException {
        Path broken = temporary.resolve("broken.html");
        Files.writeString(broken, "<script>console.error('no'); undefinedFunction();</script><img src='absent.png'>");
        Tab complaining = browser.open(broken);
        assertThat(complaining.complaints()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(complaining.requests()).hasSize(2);
    }

    @Test
    void namesStayText() {
        assertThat(tab.text("document.querySelector('h1').textContent")).isEqualTo(NAME);
        assertThat(tab.text("document.title")).startsWith(NAME);
        assertThat(tab.texts("tbody th")).contains(SampleRun.ODD_NAME);
        assertThat(tab.texts("#accuracy-cost .legend button")).contains(SampleRun.ODD_NAME);
        assertThat(tab.count("document.scripts.length")).as("data and script").isEqualTo(2);
    }

    @Test
    void policyLetsNoOtherScriptRun() {
        tab.evaluate(
                "new Promise((done) => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
                        + " document.body.append(s); const i = document.createElement('img'); i.onerror = done;"
                        + " i.src = 'https://example.org/x.png'; document.body.append(i); }).then(() => true)");
        assertThat(tab.text("typeof window.ran")).isEqualTo("undefined");
        assertThat(tab.refusals()).containsExactly("csp");
    }

    @Test
    void everyFigureIsDrawnWithTitleAxesAndAllItsPoints() {
        assertFiguresAreDrawn(5);
    }

    @Test
    void validationCurvesAndTimesToTargetAreDrawn() throws IOException {
        Path training = temporary.resolve("training.html");
        Files.writeString(
                training, RunReport.html(ReportInput.of(RunSummary.of(TrainingRun.manifest(), TrainingRun.trials()))));
        tab = browser.open(training);
        assertThat(tab.evaluate("[...document.querySelectorAll('figure')].map((f) => f.id)")
                        .toString())
                .contains("curve-seconds", "curve-samples", "time-to-target");
        assertThat(tab.texts("#time-to-target svg .tick")).contains("no value");
        assertFiguresAreDrawn(6);
        assertThat(tab.complaints()).isEmpty();
    }

    private void assertFiguresAreDrawn(int atLeast) {
        int figures = tab.count("document.querySelectorAll('figure').length");
        assertThat(figures).isGreaterThanOrEqualTo(atLeast);
        for (int i = 0; i < figures; i++) {
            String figure = "document.querySelectorAll('figure')[" + i + "]";
            String data = "JSON.parse(document.getElementById('figures').textContent)[" + i + "]";
            String name = tab.text(figure + ".id");
            assertThat(tab.text(figure + ".querySelector('figcaption strong').textContent"))
                    .as(name)
                    .isNotBlank()
                    .isEqualTo(tab.text(data + ".title"));
            String kind = tab.text(data + ".kind");
            assertThat(tab.count(figure + ".querySelectorAll('svg[role=img]').length"))
                    .as(name)
                    .isEqualTo(kind.equals("embeddings") ? 4 : 1);
            assertThat(tab.evaluate(
                                    "[..." + figure
                                            + ".querySelectorAll('svg[role=img]')].every((s) => s.querySelectorAll("
                                            + "'.axis-title').length === " + (kind.equals("bars") ? 1 : 2)
                                            + " && s.querySelectorAll('.tick').length > 2 && s.getBoundingClientRect().width > 200)")
                            .asBoolean())
                    .as(name + " has axes with titles and ticks")
                    .isTrue();
            assertThat(points(figure, kind)).as(name).isPositive().isEqualTo(pointsOfData(data, kind));
            assertThat(tab.evaluate(
                                    "[..." + figure + ".querySelectorAll('.plot svg[role=img] .mark')].every((m) => {"
                                            + " const a = m.getBoundingClientRect(), b = m.closest('svg').getBoundingClientRect();"
                                            + " return a.left > b.left - 8 && a.right < b.right + 8 && a.top > b.top - 8 && a.bottom < b.bottom; })")
                            .asBoolean())
                    .as(name + " shows its points within")
                    .isTrue();
        }
    }

    /** What is drawn: a path per point, a bar per part, and of embeddings a subpath per point. */
    private int points(String figure, String kind) {
        String marks = "[..." + figure + ".querySelectorAll('.plot svg[role=img] .mark')]";
        return tab.count(
                kind.equals("embeddings")
                        ? marks + ".reduce((n, m) => n + m.getAttribute('d').split('M').length - 1, 0)"
                        : marks + ".length");
    }

    private int pointsOfData(String data, String kind) {
        return tab.count(
                switch (kind) {
                    case "xy" ->
                        data + ".series.filter((s) => s.mark !== 'GUIDE').reduce((n, s) => n + s.points.length, 0)";
                    case "bars" -> data + ".parts.reduce((n, p) => n + p.bars.filter((b) => b).length, 0)";
                    default ->
                        "2 * " + SampleEmbeddings.CLASSES + " * "
                                + (SampleEmbeddings.TRAIN_PER_CLASS + SampleEmbeddings.TEST_PER_CLASS);
                });
    }

    @Test
    void embeddingsShowBothPartsWithCentersAndDirections() {
        assertThat(tab.texts("#embeddings h4")).containsExactly("softmax", "softmax+center");
        assertThat(tab.texts("#embeddings .panel-title"))
                .containsExactly(
                        "training: 400 of 1400", "test: 250 of 297", "training: 400 of 1400", "test: 250 of 297");
        assertThat(tab.count("document.querySelectorAll('#embeddings .center').length"))
                .isEqualTo(40);
        assertThat(tab.count("document.querySelectorAll('#embeddings .direction').length"))
                .isEqualTo(40);
        assertThat(tab.texts("#embeddings .legend button")).hasSize(SampleEmbeddings.CLASSES);
        assertThat(tab.texts("#embeddings .axis-title"))
                .contains("embedding x1", "embedding x2")
                .anyMatch(title -> title.matches("PC 1 \\([0-9.]+% of variance\\)"));
    }

    /** The first training panel shows class 0 about (epoch, 0): where its mean lies tells the epoch, to a tenth of a unit. */
    @Test
    void sliderShowsTheEmbeddingsOfTheChosenEpoch() {
        String mean = "(() => { const s = document.querySelector('#embeddings svg[data-part=training]');"
                + " const b = s.querySelector('[data-class=\"0\"]').getBBox(), f = s.querySelector('.frame').getBBox();"
                + " return (b.x + b.width / 2 - f.x) / f.width; })()";
        double last = tab.evaluate(mean).asDouble();
        assertThat(tab.text("document.querySelector('#embeddings output').textContent"))
                .isEqualTo("epoch 3 of 3");
        tab.evaluate("document.querySelector('#embeddings input[type=range]').focus()");
        tab.press("ArrowLeft");
        tab.press("ArrowLeft");
        assertThat(tab.text("document.querySelector('#embeddings output').textContent"))
                .isEqualTo("epoch 1 of 3");
        assertThat(tab.text("document.querySelector('#embeddings svg title').textContent"))
                .endsWith("epoch 1");
        // At the same scale the circle of epoch 1 is a third of that of epoch 3, about the same middle.
        assertThat((tab.evaluate(mean).asDouble() - 0.5) / (last - 0.5)).isBetween(0.2, 0.5);
    }

    @Test
    void hiddenClassesAreGone() {
        tab.evaluate("document.querySelector('#embeddings .legend button').click()");
        assertThat(tab.count("document.querySelectorAll('#embeddings [data-class=\"0\"]').length"))
                .isZero();
        assertThat(tab.count("document.querySelectorAll('#embeddings [data-class=\"1\"]').length"))
                .isEqualTo(4);
        assertThat(tab.count("document.querySelectorAll('#embeddings .center').length"))
                .isEqualTo(36);
    }

    @Test
    void arrowKeysTellAChartsValuesWithTheirUnits() {
        tab.evaluate("document.querySelector('#accuracy-cost svg[tabindex]').focus()");
        tab.press("ArrowRight");
        assertThat(tab.text("document.querySelector('#accuracy-cost .tip').textContent"))
                .startsWith("softmax\ntraining time per trial (s): 2.55 (")
                .contains("recall@1: 0.90");
        tab.press("Escape");
        assertThat(tab.evaluate("document.querySelector('#accuracy-cost .tip').hidden")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void tablesSortByNumbersWithMissingOnesLast() {
        String table = trials();
        int column = tab.texts("#" + table + " thead th").indexOf("recall@1");
        String cells = "#" + table + " tbody tr:not(.detail) > :nth-child(" + (column + 1) + ")";
        assertThat(tab.texts(cells)).hasSize(17).contains("-");
        for (boolean ascending : new boolean[] {true, false}) {
            tab.evaluate("document.querySelectorAll('#" + table + " thead button')[" + column + "].focus()");
            tab.press("Enter");
            List<String> sorted = tab.texts(cells);
            double[] numbers = sorted.stream()
                    .filter(cell -> !cell.equals("-"))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            assertThat(numbers).hasSize(15);
            assertThat(IntStream.range(1, numbers.length)
                            .allMatch(i -> ascending ? numbers[i - 1] <= numbers[i] : numbers[i - 1] >= numbers[i]))
                    .as("ascending: " + ascending + ", " + sorted)
                    .isTrue();
            assertThat(sorted.subList(15, 17)).containsOnly("-");
            assertThat(tab.text("document.querySelectorAll('#" + table + " thead th')[" + column + "].ariaSort"))
                    .isEqualTo(ascending ? "ascending" : "descending");
        }
    }

    @Test
    void tablesFilterByWordsAndUnfoldTheirRows() {
        String table = trials();
        tab.evaluate("{ const i = document.querySelector('#" + table + " input'); i.value = 'DIVERGED contrastive';"
                + " i.dispatchEvent(new Event('input')); }");
        String visible =
                "[...document.querySelectorAll('#" + table + " tbody tr:not(.detail)')].filter((r) => !r.hidden)";
        assertThat(tab.count(visible + ".length")).isEqualTo(1);
        assertThat(tab.text("document.querySelector('#" + table + " .count').textContent"))
                .isEqualTo("1 of 17 rows");
        tab.evaluate(visible + "[0].querySelector('.expand').click()");
        assertThat(tab.text(visible + "[0].nextElementSibling.textContent"))
                .contains("loss NaN at step 17 | see log", "alpha=0.5", "sgd", "trials/contrastive.djl.seed-4.json");
        assertThat(tab.evaluate(visible + "[0].nextElementSibling.hidden").asBoolean())
                .isFalse();
    }

    @Test
    void everyTableOfAFileLinksIt() throws IOException {
        JsonNode links = tab.evaluate("[...document.querySelectorAll('.tools a')].map((a) => a.getAttribute('href'))");
        assertThat(links.size()).isGreaterThanOrEqualTo(4);
        for (JsonNode link : links) {
            assertThat(page.resolveSibling(link.asText())).isNotEmptyFile();
        }
        try (Stream<Path> tables = Files.list(page.resolveSibling("tables"))) {
            assertThat(tables.map(file -> "tables/" + file.getFileName()))
                    .allMatch(file -> links.toString().contains(file));
        }
    }

    @Test
    void followsTheSystemsThemePrintsOnWhiteAndFitsNarrowScreens() {
        tab.emulate("screen", "light", 1300);
        String background = "getComputedStyle(document.body).backgroundColor";
        assertThat(tab.text(background)).isEqualTo("rgb(255, 255, 255)");
        String ink = "getComputedStyle(document.documentElement).getPropertyValue('--c0').trim()";
        String onWhite = tab.text(ink);
        tab.emulate("screen", "dark", 1300);
        assertThat(tab.text(background)).isEqualTo("rgb(20, 24, 28)");
        assertThat(tab.text(ink)).isNotEqualTo(onWhite);
        tab.emulate("print", "dark", 1300);
        assertThat(tab.text(background)).isEqualTo("rgb(255, 255, 255)");
        assertThat(tab.text(ink)).isEqualTo(onWhite);
        assertThat(tab.text("getComputedStyle(document.querySelector('nav')).display"))
                .isEqualTo("none");
        tab.emulate("screen", "light", 360);
        assertThat(tab.count("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
    }

    /** Two runs of one experiment, whose objectives stay apart: their seeds are the same. */
    @Test
    void severalRunsAreOnePage() throws IOException {
        List<RunFolder> folders =
                Stream.of("first", "second").map(PageTest::smallRun).toList();
        Path several = temporary.resolve("several.html");
        Files.writeString(several, RunReport.html(ReportInput.of(folders)));
        tab = browser.open(several);
        assertThat(tab.complaints()).isEmpty();
        assertThat(tab.texts("#embeddings h4")).hasSize(2).allMatch(name -> name.endsWith(": softmax"));
        assertFiguresAreDrawn(2);
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
    void fiveHundredTrialsOpenWithEveryTableBounded() throws IOException {
        List<TrialRecord> trials = IntStream.range(0, 500)
                .mapToObj(i -> SampleRun.finished(
                        "objective " + i / 10,
                        String.format(Locale.ROOT, "o%d", i / 10),
                        i % 10,
                        0.9 + 0.0001 * i,
                        0.5))
                .toList();
        RunSummary run = RunSummary.of(
                SampleRun.manifest("many", trials.stream().map(TrialRecord::id).toList()), trials);
        Path many = temporary.resolve("many.html");
        Files.writeString(many, RunReport.html(ReportInput.of(run)));
        assertThat(Files.size(many)).isBetween(100_000L, 5_000_000L);
        Tab opened = browser.open(many);
        assertThat(opened.complaints()).isEmpty();
        assertThat(opened.texts(".count")).contains("500 rows");
    }

    /** The id of the table of trials. */
    private String trials() {
        return tab.text(
                "[...document.querySelectorAll('.table')].find((t) => t.querySelector('th').textContent.trim() === 'trial'"
                        + " && t.textContent.includes('peak MiB')).id");
    }
}
