package org.metricloss.results.training.parity;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.metricloss.results.table.Columns;
import org.metricloss.results.training.summary.RunSummary;
import tech.tablesaw.api.Table;

/**
 * One row per objective, seed and engine beside the first, after the first step and after each epoch: relative differences
 * of loss and weights, and of each measure after the last epoch; see
 * {@link org.metricloss.results.training.parity.RelativeDifference} for the formulas and {@link ParityPoint} for the columns.
 */
public final class ParityTable {
    private ParityTable() {}

    /**
     * {@return how far its engines are apart; without rows where it has one engine}
     *
     * @param run a run
     */
    public static Table of(RunSummary run) {
        List<ParityPoint> points = run.parity();
        Columns<ParityPoint> columns = new Columns<>("parity", points);
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
        return columns.text("command", point -> command(run, point)).table();
    }

    private static String command(RunSummary run, ParityPoint point) {
        return run.command(run.trials().stream()
                .filter(trial -> trial.setup().objective().equals(point.objective())
                        && trial.setup().seed() == point.seed()
                        && Set.of(point.reference(), point.engine())
                                .contains(trial.setup().engine()))
                .toList());
    }
}
