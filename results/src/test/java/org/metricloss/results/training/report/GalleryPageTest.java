package org.metricloss.results.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleEmbeddings;
import org.metricloss.results.SampleRun;
import org.metricloss.results.browser.Tab;
import org.metricloss.results.record.GalleryRecord;
import org.metricloss.results.record.Term;
import org.metricloss.results.report.Report;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.SealedArtifact;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.summary.RunSummary;

/** A sweep of lambda with a gallery, as a browser shows it. */
class GalleryPageTest extends InBrowser {
    private static final String MARKUP = "<b>7</b>";

    private static RunFolder folder;
    private static Tab tab;

    @BeforeAll
    static void openPage() throws IOException {
        folder = writeRun("sweep");
        tab = browser.open(folder.path().resolve(Report.PAGE));
    }

    private static RunFolder writeRun(String name) throws IOException {
        List<TrialRecord> trials = new ArrayList<>();
        Term softmax = new Term("softmax", 1, Map.of());
        trials.add(SampleTrials.withTerms("softmax", "softmax", 1, 0.9, List.of(softmax)));
        for (double lambda : new double[] {0.001, 0.01, 0.1}) {
            trials.add(SampleTrials.withTerms(
                    "lambda " + lambda,
                    "l" + lambda,
                    1,
                    0.9 + lambda / 10,
                    List.of(softmax, new Term("center", lambda, Map.of("alpha", "0.5")))));
        }
        RunFolder run = RunFolder.create(
                temporary,
                SampleRun.manifest(name, trials.stream().map(TrialRecord::id).toList(), "{\"seeds\": [1]}"));
        for (TrialRecord trial : trials) {
            run.write(trial);
            SampleEmbeddings.write(run, trial.id(), 2, 1, true);
        }
        SealedArtifact.GALLERY.write(
                run, trials.get(0).id(), gallery(trials.get(0).id()));
        RunReport.write(run);
        return run;
    }

    @Test
    void imagesAreShownWithTheirFramesAndNoMarkup() {
        assertThat(tab.texts("h2")).contains("Nearest neighbours", "Parameter sweeps");
        assertThat(tab.count("document.querySelectorAll('#neighbours img').length"))
                .isEqualTo(3);
        assertThat(tab.count(
                        "[...document.querySelectorAll('#neighbours img')].filter((i) => i.decode && i.src.startsWith("
                                + "'data:image/png;base64,')).length"))
                .isEqualTo(3);
        assertThat(tab.evaluate("Promise.all([...document.querySelectorAll('#neighbours img')].map((i) => { i.loading ="
                                + " 'eager'; return i.decode().then(() => i.naturalWidth); })).then((w) => w.join())")
                        .asText())
                .isEqualTo("8,8,8");
        assertThat(tab.texts("#neighbours .wrong span")).containsExactly("\u2717 " + MARKUP);
        assertThat(tab.texts("#neighbours .right span")).containsExactly("\u2713 3");
        assertThat(tab.complaints()).isEmpty();
        assertThat(tab.requests())
                .filteredOn(request -> !request.startsWith("data:"))
                .containsExactly(folder.path().resolve(Report.PAGE).toUri().toString());
    }

    @Test
    void sweepHasAPanelForEachValueAndACurve() {
        String row = "#sweep-1-center-weight-djl-embeddings";
        assertThat(tab.texts(row + " h4"))
                .containsExactly("without center (softmax)", "lambda = 0.001", "lambda = 0.01", "lambda = 0.1");
        assertThat(tab.count("document.querySelectorAll('" + row + " .chart').length"))
                .isEqualTo(4);
        assertThat(tab.count("document.querySelectorAll('#sweep-1-center-weight-djl-accuracy .points path').length"))
                .isPositive();
    }

    @Test
    void sweepIsInFilesAndInMarkdownAndTheGalleryInThePageAlone() {
        assertThat(folder.path().resolve("figures/sweep-1-center-weight-djl-embeddings.svg"))
                .isNotEmptyFile();
        assertThat(folder.path().resolve("figures/neighbours.svg")).doesNotExist();
        assertThat(folder.path().resolve("report.md"))
                .content()
                .contains("## Parameter sweeps", "figures/sweep-1-center-weight-djl-accuracy.png")
                .contains("## Nearest neighbours", "these images are in report.html")
                .doesNotContain("figures/neighbours");
    }

    @Test
    void picturesOfSeveralRunsNameTheirRun() throws IOException {
        RunSummary input = RunSummary.of(List.of(folder, writeRun("other")));
        Path both = temporary.resolve("both.html");
        Files.writeString(both, RunReport.of(input).html());
        Tab opened = browser.open(both);
        List<String> labels =
                input.recorded().runs().stream().map(run -> run.label() + ": ").toList();
        assertThat(labels).hasSize(2).doesNotHaveDuplicates();
        assertThat(opened.texts("#neighbours h4"))
                .containsExactly(labels.get(0) + "softmax", labels.get(1) + "softmax");
        assertThat(opened.texts("h3"))
                .anyMatch(heading -> heading.startsWith(labels.get(0)))
                .anyMatch(heading -> heading.startsWith(labels.get(1)));
    }

    /** One query with a wrong and a right neighbour. */
    private static GalleryRecord gallery(String trial) throws IOException {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(2, 2, 0, 255);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return new GalleryRecord(
                GalleryRecord.FORMAT,
                trial,
                "euclidean",
                100,
                1,
                List.of(Base64.getEncoder().encodeToString(png.toByteArray())),
                List.of(new GalleryRecord.Query(
                        new GalleryRecord.Item(0, 5, "3", 0),
                        List.of(new GalleryRecord.Item(0, 6, MARKUP, 1), new GalleryRecord.Item(0, 7, "3", 2)))));
    }
}
