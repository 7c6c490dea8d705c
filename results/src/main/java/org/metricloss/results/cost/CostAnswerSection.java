package org.metricloss.results.cost;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;

/** The answer of a cost study: one line on the growth of each series, and the points that could not be measured. */
record CostAnswerSection(CostSummary study) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        out.heading(1, study.manifest().name());
        out.heading(2, "Answer");
        List<String> lines = lines(study);
        out.answer(
                lines.isEmpty()
                        ? "No series has enough sizes to tell how its time grows with the number of samples n."
                        : "How the time of a loss grows with the number of samples n, with 95% intervals:");
        if (!lines.isEmpty()) {
            out.list(lines);
        }
        out.paragraph(status(study));
        if (!study.unfinished().isEmpty()) {
            out.list(study.unfinished().stream()
                    .filter(record -> record.round() == firstRound(study, record))
                    .map(record -> record.id() + " " + record.status().words() + ": "
                            + record.reason().orElseThrow())
                    .toList());
        }
    }

    /** A point that does not fit fails in every round; it is listed once. */
    private static int firstRound(CostSummary study, PointRecord record) {
        return study.unfinished().stream()
                .filter(other -> other.setup().equals(record.setup()))
                .mapToInt(PointRecord::round)
                .min()
                .orElseThrow();
    }

    /**
     * {@return one line per series on the growth of the whole loss; for listed tuples on the predicted growth of all
     * tuples}
     */
    static List<String> lines(CostSummary study) {
        List<String> lines = new ArrayList<>();
        for (Growth growth : study.growths()) {
            boolean listed = growth.series().algorithm().equals("explicit");
            if (growth.quantity().equals(listed ? PhaseCost.EPOCH : PhaseCost.TOTAL)) {
                growth.words()
                        .ifPresent(words -> lines.add("%s, on %s (d = %s, %s): %s%s%s"
                                .formatted(
                                        growth.series().label(),
                                        growth.series().engine(),
                                        growth.series().dimension(),
                                        growth.series().fixedInWords(),
                                        words,
                                        listed ? ", predicted for all listed tuples" : "",
                                        theory(growth))));
            }
        }
        return lines;
    }

    static String theory(Growth growth) {
        return growth.theoryInside()
                .map(inside ->
                        "; theory's %s lies %s".formatted(growth.theory().getAsInt(), inside ? "inside" : "outside"))
                .orElse("");
    }

    static String status(CostSummary study) {
        return "Measurements: %s of %s planned, %s without a result (%s of them failed)."
                .formatted(
                        study.records().size(),
                        study.manifest().trials().size(),
                        study.unfinished().size(),
                        study.failures().size());
    }
}
