package org.metricloss.results.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;
import org.metricloss.results.browser.Tab;

/** The page as a browser shows it: what it loads, how it is written, and how it adapts to who reads it. */
class PageTest extends SamplePage {
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
        assertThat(tab.count("document.scripts.length"))
                .as("data, library and script")
                .isEqualTo(3);
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
}
