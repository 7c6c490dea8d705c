package org.metricloss.results.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleEmbeddings;
import org.metricloss.results.figure.Palette;

/** The embeddings that a page draws, epoch by epoch. */
class PageEmbeddingsTest extends SamplePage {
    @BeforeEach
    void scroll() {
        tab.show("document.querySelector('#embeddings')");
    }

    @Test
    void embeddingsShowBothPartsWithCentersAndDirections() {
        assertThat(tab.texts("#embeddings h4")).containsExactly("softmax", "softmax+center");
        assertThat(tab.texts("#embeddings .panel-title"))
                .containsExactly(
                        "training: 400 of 1400", "test: 250 of 297", "training: 400 of 1400", "test: 250 of 297");
        assertThat(tab.count(sum(2, "trace.x.length"))).isEqualTo(40);
        assertThat(tab.count(sum(0, "trace.x.filter((x) => x === null).length")))
                .isEqualTo(40);
        assertThat(tab.texts("#embeddings .legend button")).hasSize(SampleEmbeddings.CLASSES);
        assertThat(tab.texts("#embeddings .xtitle, #embeddings .ytitle"))
                .contains("embedding x1", "embedding x2")
                .anyMatch(title -> title.matches("PC 1 \\([0-9.]+% of variance\\)"));
    }

    /** The first training panel shows class 0 about (epoch, 0): where its mean lies tells the epoch, to a tenth of a unit. */
    @Test
    void sliderShowsTheEmbeddingsOfTheChosenEpoch() {
        String mean =
                "(() => { const c = document.querySelector('#embeddings [data-part=training] .chart'), t = c.data[1];"
                        + " const all = t.x.filter((x, i) => t.marker.color[i] === " + colour(0)
                        + "), [from, to] = c._fullLayout.xaxis.range;"
                        + " return (all.reduce((sum, x) => sum + x, 0) / all.length - from) / (to - from); })()";
        double last = tab.evaluate(mean).asDouble();
        assertThat(tab.text("document.querySelector('#embeddings output').textContent"))
                .isEqualTo("epoch 3 of 3");
        tab.evaluate("document.querySelector('#embeddings input[type=range]').focus()");
        tab.press("ArrowLeft");
        tab.press("ArrowLeft");
        assertThat(tab.text("document.querySelector('#embeddings output').textContent"))
                .isEqualTo("epoch 1 of 3");
        tab.await("document.querySelector('#embeddings .chart').getAttribute('aria-label').endsWith('epoch 1')");
        // At the same scale the circle of epoch 1 is a third of that of epoch 3, about the same middle.
        assertThat((tab.evaluate(mean).asDouble() - 0.5) / (last - 0.5)).isBetween(0.2, 0.5);
    }

    @Test
    void hiddenClassesAreGone() {
        tab.evaluate("document.querySelector('#embeddings .legend button').click()");
        tab.await(sum(2, "trace.x.length") + " === 36");
        String drawn = "trace.marker.color.filter((c) => c === %s).length";
        assertThat(tab.count(sum(1, drawn.formatted(colour(0))))).isZero();
        assertThat(tab.count(sum(1, drawn.formatted(colour(1))))).isPositive();
        assertThat(tab.texts("#embeddings .legend button[aria-pressed=false]")).containsExactly("0");
    }

    /** The sum over all panels of a number of one of their traces: directions, samples, centers. */
    private static String sum(int trace, String number) {
        return "[...document.querySelectorAll('#embeddings .chart')].map((chart) => chart.data[" + trace
                + "]).reduce((sum, trace) => sum + " + number + ", 0)";
    }

    private static String colour(int label) {
        return "getComputedStyle(document.documentElement).getPropertyValue('--c" + (Palette.COLOUR_COUNT + label)
                + "').trim()";
    }
}
