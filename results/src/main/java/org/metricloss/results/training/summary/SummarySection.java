package org.metricloss.results.training.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metricloss.results.report.ReportTable;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.report.ReportInput;
import org.metricloss.results.training.report.ReportSection;
import org.metricloss.results.training.report.RowSource;
import org.metricloss.results.training.run.ObjectiveSummary;

/** Every measure of every objective as mean and half width. */
public final class SummarySection implements ReportSection {
    @Override
    public void write(ReportInput input, ReportWriter out) {
        RunSummary run = input.summary();
        out.heading(2, "Measures on the test part");
        out.paragraph(
                "Mean over seeds ± half width of the 95% t interval; with one seed there is no interval. Intervals"
                        + " cover the randomness of training, not the choice of test images. Failed trials are counted, never"
                        + " averaged in. Compactness and separability depend on the scale of the embedding: compare their ratio,"
                        + " where less is better.");
        List<String> header = new ArrayList<>(List.of("objective", "engine", "seeds", "failed"));
        run.measures().forEach(id -> header.add(run.describedMeasures().title(id)));
        List<List<String>> rows = run.objectives().stream()
                .map(objective -> row(objective, run.measures()))
                .toList();
        out.table(ReportTable.of("tables/summary.csv", header, rows, header.size() - 2)
                .withDetails(run.objectives().stream()
                        .map(objective -> RowSource.of(run, objective.trials()))
                        .toList()));
    }

    private static List<String> row(ObjectiveSummary objective, List<String> measures) {
        List<String> row = new ArrayList<>(List.of(
                objective.objective(),
                objective.engine(),
                Integer.toString(objective.finished()),
                Integer.toString(objective.failed())));
        for (String measure : measures) {
            row.add(Optional.ofNullable(objective.measures().get(measure))
                    .map(estimate -> NumberText.measure(estimate, "±"))
                    .orElse("-"));
        }
        return row;
    }
}
