package org.metricloss.results.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleEmbeddings;

/** The embeddings that a page draws, epoch by epoch. */
class PageEmbeddingsTest extends SamplePage {
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
}
