package org.metricloss.results.training.parity;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.table.Columns;
import org.metricloss.results.table.Csv;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.RecordedRuns;
import tech.tablesaw.api.Table;

/**
 * The agreement of the engines of a run: one line for each engine but the first.
 *
 * @param run the run
 * @param points the differences of its engines
 */
public record ParitySection(RecordedRuns run, List<ParityPoint> points) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        if (points.isEmpty()) {
            return;
        }
        out.heading(2, "Engines");
        out.list(EngineAgreement.of(points).stream().map(EngineAgreement::words).toList());
        out.explanation(
                "All differences are relative, with denominators of at least 0.01 for losses and measures.",
                "Engines start"
                        + " from the same weights and see the same batches; training amplifies rounding, so trained freely they drift"
                        + " apart. Where two tuples are equally hard up to rounding, hard mining may choose another one on each engine, and"
                        + " even one step can miss its bar.");
        out.records(columns().records(points));
    }

    @Override
    public void writeTables(DerivedFiles folder) {
        Csv.writeIfAny(folder, table());
    }

    /**
     * {@return one row per objective, seed and engine but the first, after the first step and after each epoch:
     * relative differences of loss and weights, and of each measure after the last epoch, see {@link
     * RelativeDifference}}
     */
    public Table table() {
        return columns().table(points);
    }

    private Columns<ParityPoint> columns() {
        Columns<ParityPoint> columns = new Columns<>("parity");
        columns.text("objective", ParityPoint::objective)
                .integer("seed", ParityPoint::seed)
                .text("referenceEngine", ParityPoint::reference)
                .text("engine", ParityPoint::engine)
                .text("after", point -> point.moment().words())
                .integer("epoch", ParityPoint::epoch)
                .number("lossDifference", point -> OptionalDouble.of(point.loss()))
                .number("weightsDifference", ParityPoint::weights);
        Set<String> measures = new LinkedHashSet<>();
        points.forEach(point -> measures.addAll(point.measures().keySet()));
        for (String measure : measures) {
            columns.number(
                    measure + "Difference",
                    point -> Columns.of(Optional.ofNullable(point.measures().get(measure))));
        }
        return run.withSource(columns, this::trials);
    }

    private List<TrialRecord> trials(ParityPoint point) {
        return run.trials().stream()
                .filter(trial -> trial.setup().objective().equals(point.objective())
                        && trial.setup().seed() == point.seed()
                        && Set.of(point.reference(), point.engine())
                                .contains(trial.setup().engine()))
                .toList();
    }
}
