package org.metricloss.results.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleEmbeddings;
import org.metricloss.results.SampleRun;
import org.metricloss.results.browser.Tab;
import org.metricloss.results.record.ClassScoresRecord;
import org.metricloss.results.record.ClassScoresRecord.ScoredClass;
import org.metricloss.results.record.PointsRecord;
import org.metricloss.results.report.Report;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.SealedArtifact;
import org.metricloss.results.training.record.TrialRecord;

/** A point of an embedding tells its image, class and neighbours; heat maps tell the values of their cells. */
class PointCardTest extends InBrowser {
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    @Test
    void aPointTellsItsImageClassAndNeighbours() throws IOException {
        TrialRecord trial = SampleRun.finished("softmax", "softmax", 1, 0.9, 0.5);
        RunFolder run = RunFolder.create(temporary, SampleRun.manifest("points", List.of(trial.id())));
        run.write(trial);
        SampleEmbeddings.write(run, trial.id(), 2, 1, false);
        int samples = SampleEmbeddings.CLASSES * SampleEmbeddings.TEST_PER_CLASS;
        Map<Integer, List<Integer>> neighbours = new TreeMap<>();
        IntStream.range(0, samples)
                .forEach(i -> neighbours.put(i, List.of((i + 1) % samples, (i + samples / 2) % samples)));
        SealedArtifact.POINTS.write(
                run,
                trial.id(),
                new PointsRecord(PointsRecord.FORMAT, trial.id(), "euclidean", neighbours, Map.of(0, PIXEL, 1, PIXEL)));
        SealedArtifact.CLASSES.write(
                run,
                trial.id(),
                new ClassScoresRecord(
                        ClassScoresRecord.FORMAT,
                        trial.id(),
                        List.of(),
                        List.of(
                                new ScoredClass(0, List.of(), List.of(), Map.of(0, 3, 1, 1)),
                                new ScoredClass(1, List.of(), List.of(), Map.of(1, 4)))));
        RunReport.write(run);
        Tab tab = browser.open(run.path().resolve(Report.PAGE));
        assertThat(tab.complaints()).isEmpty();

        tab.show("document.querySelector('#embeddings')");
        tab.evaluate("document.querySelector('#embeddings [data-part=test] .chart').focus()");
        tab.press("ArrowRight");
        String card = "document.querySelectorAll('#embeddings .tip:not([hidden]) .card')";
        assertThat(tab.count(card + ".length")).isEqualTo(1);
        assertThat(tab.text(card + "[0].querySelector('p').textContent"))
                .startsWith("test sample 0, class 0: ")
                .endsWith(" of its 2 nearest neighbours are of its class");
        assertThat(tab.count(card + "[0].querySelectorAll('.query > div').length"))
                .isEqualTo(3);
        assertThat(tab.count(card + "[0].querySelectorAll('img').length")).isEqualTo(2);
        assertThat(tab.count("JSON.parse(document.getElementById('figures').textContent)"
                        + ".find((f) => f.id === 'embeddings').images.length"))
                .as("equal images are there once")
                .isEqualTo(1);

        tab.press("Escape");
        assertThat(tab.count(card + ".length")).isZero();
        String point = "document.querySelectorAll('#embeddings [data-part=test] .points path')[%d]";
        tab.hover(point.formatted(7));
        tab.await(card + ".length === 1");
        String hovered = tab.text(card + "[0].querySelector('p').textContent");
        assertThat(hovered).matches("test sample \\d+, class \\d: [012] of its 2 nearest neighbours are of its class");
        tab.click(point.formatted(7));
        tab.hover("document.querySelector('h1')");
        assertThat(tab.text(card + "[0].querySelector('p').textContent"))
                .as("kept by a click")
                .isEqualTo(hovered);
        tab.click("document.querySelector('#embeddings .tip:not([hidden])')");
        assertThat(tab.count(card + ".length")).isZero();

        String cells = "document.querySelector('#class-confusions-1 .chart').data.filter((t) => t.z%s)"
                + ".flatMap((t) => t.z.flat()).filter((z) => z !== null).length";
        assertThat(tab.count(cells.formatted(""))).isEqualTo(4);
        assertThat(tab.count(cells.formatted(" && t.name === 'right'"))).isEqualTo(2);
        tab.evaluate("document.querySelector('#class-confusions-1 .chart').focus()");
        tab.press("ArrowRight");
        assertThat(tab.text("document.querySelector('#class-confusions-1 [role=status]').textContent"))
                .isEqualTo("class of the query: 0\nclass of its nearest neighbour: 0\n0.7500");
    }
}
