package org.metricloss.results.training.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.metricloss.results.SampleEmbeddings;
import org.metricloss.results.SampleRun;
import org.metricloss.results.browser.Tab;
import org.metricloss.results.report.Report;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/** Tests of the page of {@link SampleRun}, with embeddings of two of its trials: each opens it anew. */
abstract class SamplePage extends InBrowser {
    /** A legal name of a folder that would be markup. */
    static final String NAME = "<script>alert(1)<script> & \"run\"";

    private static final int EPOCHS = 3;

    static Path page;
    Tab tab;

    @BeforeAll
    static void writePage() throws IOException {
        List<TrialRecord> trials = SampleRun.trials();
        RunFolder folder = RunFolder.create(
                temporary,
                SampleRun.manifest(NAME, trials.stream().map(TrialRecord::id).toList()));
        trials.forEach(folder::write);
        SampleEmbeddings.write(folder, "softmax.djl.seed-1", 2, EPOCHS, false);
        SampleEmbeddings.write(folder, "center.djl.seed-1", 5, EPOCHS, true);
        RunReport.write(folder);
        page = folder.path().resolve(Report.PAGE);
    }

    @BeforeEach
    void open() {
        tab = browser.open(page);
    }
}
