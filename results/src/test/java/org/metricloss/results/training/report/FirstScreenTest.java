package org.metricloss.results.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;

/** What a reader sees first, and how tables show what decides. */
class FirstScreenTest extends SamplePage {
    @Test
    void theAnswerIsASentenceAndARankedPictureWithoutAScript() {
        assertThat(tab.texts(".subtitle"))
                .singleElement()
                .asString()
                .startsWith("Which of these objectives should one train with on digits with djl, ");
        assertThat(tab.texts("h2").get(0)).isEqualTo("Answer");
        assertThat(tab.texts(".ranking tbody th"))
                .containsExactly("softmax+center", "softmax", "contrastive", SampleRun.ODD_NAME, "triplet");
        String strip = "document.querySelectorAll('.ranking tbody tr')[%d].querySelectorAll('%s').length";
        assertThat(tab.count(strip.formatted(0, ".single"))).isEqualTo(5);
        assertThat(tab.count(strip.formatted(0, ".mean"))).isEqualTo(1);
        assertThat(tab.count(strip.formatted(4, "svg"))).isZero();
        assertThat(tab.count("document.querySelectorAll('.ranking circle').length"))
                .isPositive();
        assertThat(tab.evaluate("[...document.querySelectorAll('.ranking circle')].every((c) => {"
                                + " const a = c.getBoundingClientRect(), b = c.closest('svg').getBoundingClientRect();"
                                + " return a.left >= b.left - 1 && a.right <= b.right + 1; })")
                        .asBoolean())
                .isTrue();
        assertThat(tab.count("Math.round(document.querySelector('.ranking').getBoundingClientRect().bottom)"))
                .as("the answer is on the first screen")
                .isLessThan(1000);
        assertThat(tab.evaluate(
                                "(() => { const ends = document.querySelector('.ranking .ends').getBoundingClientRect(),"
                                        + " strip = document.querySelector('.ranking tbody svg').getBoundingClientRect();"
                                        + " return Math.abs(ends.left - strip.left) < 2 && Math.abs(ends.right - strip.right) < 2; })()")
                        .asBoolean())
                .as("the ends of the axis are over the ends of the strip")
                .isTrue();
        tab.emulate("screen", "light", 390);
        assertThat(tab.count("document.querySelectorAll('.ranking .key').length"))
                .isPositive();
        assertThat(tab.evaluate(
                                "[...document.querySelectorAll('.ranking .key')].every((key) =>"
                                        + " key.getBoundingClientRect().left >= document.querySelector('.ranking').getBoundingClientRect().left)")
                        .asBoolean())
                .as("keys are not cut off")
                .isTrue();
        assertThat(tab.count("document.querySelector('.ranking').scrollWidth"
                        + " - document.querySelector('.ranking').clientWidth"))
                .isZero();
    }

    @Test
    void tablesShowWhatDecidesFirstAndThatTheyScroll() {
        List<String> heads = tab.texts("#" + table("p (Holm)") + " thead th");
        assertThat(heads).doesNotContain("engine").contains("verdict", "difference", "p (Holm)");
        assertThat(right("p (Holm)")).isLessThanOrEqualTo(1300);
        assertThat(right("recall@1")).isLessThanOrEqualTo(1300);
        String wide = table("wall s");
        String scroll = "document.querySelector('#" + wide + " .scroll')";
        tab.evaluate(scroll + ".scrollIntoView(); new Promise((done) => setTimeout(() => done(true), 200))");
        assertThat(tab.text("document.querySelector('#" + wide + " .hint').textContent"))
                .startsWith("scroll for more columns");
        // The shade fades in and out.
        String shade = "getComputedStyle(document.querySelector('#" + wide + " .window'), '::after').opacity";
        tab.await(shade + " === '1'");
        String before = tab.text("document.querySelector('#" + wide + " tbody th').getBoundingClientRect().left");
        tab.evaluate(scroll + ".scrollLeft = 10000; new Promise((done) => setTimeout(() => done(true), 200))");
        assertThat(tab.text("document.querySelector('#" + wide + " tbody th').getBoundingClientRect().left"))
                .isEqualTo(before);
        tab.await(shade + " === '0'");
    }

    @Test
    void longExplanationsAreFoldedAndUnfold() {
        assertThat(tab.count("document.querySelectorAll('.explanation > p').length"))
                .isPositive();
        assertThat(tab.evaluate("[...document.querySelectorAll('.explanation > p')].every((p) =>"
                                + " p.textContent.trim().split(/\\s+/).length <= 45)")
                        .asBoolean())
                .isTrue();
        assertThat(tab.count("document.querySelectorAll('.explanation details[open]').length"))
                .isZero();
        tab.evaluate("document.querySelector('.explanation summary').click()");
        assertThat(tab.count("Math.round(document.querySelector('.explanation details p').offsetHeight)"))
                .isPositive();
    }

    @Test
    void theReportTakesFewPagesOfPaperAndEndsOnTheLast() {
        List<String> pages = tab.printedPages();
        assertThat(pages).hasSizeBetween(2, 8);
        assertThat(pages.get(pages.size() - 1)).contains("The experiment as it was resolved:");
    }

    @Test
    void nothingIsCutOffAtTheEdgeOfThePaper() {
        tab.emulate("print", "light", 700);
        assertThat(tab.evaluate(
                                "[...document.querySelectorAll('table, pre, figure')].filter((part) =>"
                                        + " part.getBoundingClientRect().right > 701).map((part) => part.textContent.trim().slice(0, 60))")
                        .toString())
                .isEqualTo("[]");
        assertThat(tab.texts(".wide > .on-paper"))
                .isNotEmpty()
                .allMatch(text -> text.contains(" columns; all are in "));
        assertThat(tab.count("[...document.querySelectorAll('.wide')].filter((table) =>"
                        + " getComputedStyle(table.querySelector('tbody tr').cells[12]).display !== 'none').length"))
                .isZero();
    }

    @Test
    void anObjectiveIsHighlightedInAllFiguresAndFiguresLinkTheirFiles() {
        String others =
                "new Set([...document.querySelectorAll('%s [data-objective]')].filter((n) => n.classList.contains('faded'))"
                        + ".map((n) => n.dataset.objective)).size";
        tab.evaluate(
                "document.querySelector('#accuracy-cost .legend button').dispatchEvent(new Event('pointerenter'))");
        assertThat(tab.count(others.formatted("#accuracy-cost"))).isEqualTo(3);
        assertThat(tab.count(others.formatted(".ranking"))).isEqualTo(4);
        assertThat(tab.count(others.formatted("#cost-phases"))).isPositive();
        tab.evaluate(
                "document.querySelector('#accuracy-cost .legend button').dispatchEvent(new Event('pointerleave'))");
        assertThat(tab.count(others.formatted("body"))).isZero();
        for (JsonNode link :
                tab.evaluate("[...document.querySelectorAll('figure .files a')].map((a) => a.getAttribute('href'))")) {
            assertThat(page.resolveSibling(link.asText())).isNotEmptyFile();
        }
        assertThat(tab.texts("#accuracy-cost .files a")).containsExactly("SVG", "PDF", "PNG");
    }

    private String table(String column) {
        return tab.text("[...document.querySelectorAll('.table')].find((t) => [...t.querySelectorAll('thead th')]"
                + ".some((h) => h.textContent.trim() === '" + column + "')).id");
    }

    private int right(String column) {
        return tab.count("Math.round([...document.querySelectorAll('#" + table(column)
                + " thead th')].find((h) => h.textContent.trim() === '" + column + "').getBoundingClientRect().right)");
    }
}
