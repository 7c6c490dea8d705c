package org.metricloss.results.cost;

import java.util.List;
import org.metricloss.results.report.ManifestFacts;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;

/** The answer of a cost study, and the points that could not be measured. */
record CostAnswerSection(CostSummary study) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        out.heading(1, study.manifest().name());
        out.subtitle("What does each loss cost, and how does its cost grow with the batch? The baseline is "
                + study.manifest().baseline() + ".");
        out.heading(2, "Answer");
        ManifestFacts.writeCautions(study.manifest().warnings().orElse(List.of()), study.changes(), out);
        CostAnswer answer = CostAnswer.of(study);
        out.answer(answer.sentence());
        answer.ranking().ifPresent(out::ranking);
        List<String> lines = lines(study);
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

    /** {@return one line per series of listed tuples on the predicted growth of the time for all of them} */
    private static List<String> lines(CostSummary study) {
        return study.growths().stream()
                .filter(growth -> growth.series().algorithm().equals("explicit")
                        && growth.quantity().equals(PhaseCost.EPOCH))
                .flatMap(growth -> growth
                        .doubling()
                        .map(factor ->
                                "%s, on %s: doubling the samples multiplies the predicted time for all listed tuples by %s"
                                        .formatted(
                                                growth.series().label(),
                                                growth.series().engine(),
                                                factor))
                        .stream())
                .toList();
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
