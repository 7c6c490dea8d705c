package org.metricloss.results.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;
import org.metricloss.results.browser.Tab;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.summary.RunSummary;

/** The tables of a page: they sort, filter, unfold, and link the files that hold them. */
class PageTablesTest extends SamplePage {
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
    void namesInTheFirstColumnStandBesideTheirButtonOnNarrowScreensToo() {
        tab.emulate("screen", "light", 390);
        assertThat(tab.count("document.querySelectorAll('tbody th:has(.expand)').length"))
                .isPositive();
        assertThat(tab.evaluate(
                                "[...document.querySelectorAll('tbody th:has(.expand)')].every((cell) => {"
                                        + " const button = cell.querySelector('.expand').getBoundingClientRect(), text = document.createRange();"
                                        + " text.selectNode(cell.lastChild);"
                                        + " const lines = [...text.getClientRects()];"
                                        + " return lines.length > 0 && lines.every((line) => line.left >= button.right - 1); })")
                        .asBoolean())
                .isTrue();
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
        Files.writeString(many, RunReport.of(run).html());
        assertThat(Files.size(many)).isBetween(100_000L, 6_000_000L);
        Tab opened = browser.open(many);
        assertThat(opened.complaints()).isEmpty();
        assertThat(opened.texts(".count")).contains("500 rows");
    }

    @Test
    void textsSortByTheNumbersInThem() throws IOException {
        List<String> sorted = List.of(
                "lambda 0", "lambda 0.003", "lambda 0.01", "lambda 0.05", "lambda 0.1", "lambda 9", "lambda 10");
        List<String> shuffled =
                List.of(4, 6, 0, 3, 2, 5, 1).stream().map(sorted::get).toList();
        List<TrialRecord> trials = IntStream.range(0, shuffled.size())
                .mapToObj(i -> SampleRun.finished(shuffled.get(i), "o" + i, 1, 0.5 + 0.01 * i, 0.5))
                .toList();
        RunSummary run = RunSummary.of(
                SampleRun.manifest(
                        "sorted", trials.stream().map(TrialRecord::id).toList()),
                trials);
        Path page = temporary.resolve("sorted.html");
        Files.writeString(page, RunReport.of(run).html());
        Tab opened = browser.open(page);
        String table = trials(opened);
        int column = opened.texts("#" + table + " thead th").indexOf("objective");
        opened.evaluate("document.querySelectorAll('#" + table + " thead button')[" + column + "].click()");
        assertThat(opened.texts("#" + table + " tbody tr:not(.detail) > :nth-child(" + (column + 1) + ")"))
                .isEqualTo(sorted);
    }

    /** The id of the table of trials. */
    private String trials() {
        return trials(tab);
    }

    private static String trials(Tab tab) {
        return tab.text(
                "[...document.querySelectorAll('.table')].find((t) => t.querySelector('th').textContent.trim() === 'trial'"
                        + " && t.textContent.includes('peak MiB')).id");
    }
}
