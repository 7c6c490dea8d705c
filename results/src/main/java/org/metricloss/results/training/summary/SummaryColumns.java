package org.metricloss.results.training.summary;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.metricloss.results.record.MeasureRecord;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.table.Columns;
import org.metricloss.results.table.ReportTable;
import org.metricloss.results.text.ConsoleTable;
import org.metricloss.results.text.ConsoleText;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;
import tech.tablesaw.api.Table;

/**
 * The table of the summary, with one row per objective and engine. It has the number of seeds that finished and that
 * failed. For each measure it has the number of seeds with a value, their mean and its 95% interval, which
 * needs three seeds. It has the number of finished trials that ran beside others, so that their times are not comparable, and
 * the mean of each cost. The file has all columns. The report has one table of measures and one of costs.
 *
 * @param run the runs
 */
record SummaryColumns(RecordedRuns run) {
    private static final int LONGEST_NAME = 28;
    /** With several runs a name may end with the run's label. */
    private static final int LONGEST_NAME_WITH_RUN = 48;

    private static final int LONGEST_ENGINE = 12;

    /** {@return the table of the file} */
    Table table() {
        return run.withSource(
                        names().and(distance())
                                .and(counts())
                                .and(measures(run.measures()))
                                .and(costs()),
                        ObjectiveSummary::trials)
                .table(run.objectives());
    }

    /** {@return the measures for the report} */
    ReportTable measures() {
        List<String> headlines =
                run.measures().stream().filter(RunMeasures.HEADLINES::contains).toList();
        List<String> others =
                run.measures().stream().filter(id -> !headlines.contains(id)).toList();
        return report(
                names().and(distance()).and(measures(headlines)).and(counts()).and(measures(others)));
    }

    /** {@return the measures by which objectives are compared, for a paper} */
    ReportTable compared() {
        List<String> compared = run.measures().stream()
                .filter(id -> run.describedMeasures()
                        .byId(id)
                        .filter(MeasureRecord::isCompared)
                        .isPresent())
                .toList();
        return names().and(counts()).and(measures(compared)).report(run.objectives());
    }

    /** {@return the costs for the report} */
    ReportTable costsAlone() {
        return report(names().and(costs()));
    }

    private ReportTable report(Columns<ObjectiveSummary> columns) {
        return run.withSource(columns, ObjectiveSummary::trials).report(run.objectives());
    }

    /**
     * {@return the table of the terminal}
     *
     * @param measures which measures it shows
     */
    ConsoleTable console(List<String> measures) {
        return names().and(counts()).and(measures(measures)).and(costs()).console(run.objectives());
    }

    private Columns<ObjectiveSummary> names() {
        int longest = run.runs().size() == 1 ? LONGEST_NAME : LONGEST_NAME_WITH_RUN;
        return new Columns<ObjectiveSummary>("summary")
                .text("objective", ObjectiveSummary::objective)
                .shown("objective", ObjectiveSummary::objective)
                .console("objective", row -> ConsoleText.cut(row.objective(), longest))
                .text("engine", ObjectiveSummary::engine)
                .shownIfDifferent("engine", ObjectiveSummary::engine)
                .console("engine", row -> ConsoleText.cut(row.engine(), LONGEST_ENGINE));
    }

    /** {@return the distance by which measures are taken, if any trial records it} */
    private Columns<ObjectiveSummary> distance() {
        Columns<ObjectiveSummary> distance = new Columns<>("summary");
        if (run.objectives().stream().anyMatch(row -> row.distance().isPresent())) {
            distance.text("distance", row -> row.distance().orElse(""))
                    .shownIfDifferent("distance", row -> row.distance().orElse("-"));
        }
        return distance;
    }

    private static Columns<ObjectiveSummary> counts() {
        Columns<ObjectiveSummary> counts = new Columns<>("summary");
        count(counts, "seeds", ObjectiveSummary::finished);
        count(counts, "failed", ObjectiveSummary::failed);
        return counts;
    }

    private static void count(
            Columns<ObjectiveSummary> counts, String title, Function<ObjectiveSummary, Integer> count) {
        counts.integer(title, count::apply)
                .figure(title, row -> count.apply(row).toString())
                .console(title, row -> count.apply(row).toString());
    }

    private Columns<ObjectiveSummary> measures(List<String> ids) {
        Columns<ObjectiveSummary> measures = new Columns<>("summary");
        for (String id : ids) {
            Function<ObjectiveSummary, Optional<MeanEstimate>> mean =
                    row -> Optional.ofNullable(row.measures().get(id));
            measures.integer(
                            id + "Seeds",
                            row -> mean.apply(row).map(MeanEstimate::n).orElse(0))
                    .mean(id, mean)
                    .figure(run.describedMeasures().title(id), row -> measure(mean.apply(row)))
                    .console(id, row -> measure(mean.apply(row)));
        }
        return measures;
    }

    private static String measure(Optional<MeanEstimate> mean) {
        return mean.map(NumberText::measure).orElse("-");
    }

    private static Columns<ObjectiveSummary> costs() {
        Columns<ObjectiveSummary> costs =
                new Columns<ObjectiveSummary>("summary").integer("sideBySide", ObjectiveSummary::sideBySide);
        for (CostTitle cost : CostTitle.ALL) {
            Function<ObjectiveSummary, Optional<MeanEstimate>> mean =
                    row -> Optional.ofNullable(row.costs().get(cost.id()));
            costs.mean(cost.id(), mean)
                    .figure(
                            cost.title(),
                            row -> mean.apply(row)
                                    .map(estimate -> NumberText.cost(estimate) + (cost.isTime() ? row.timeMark() : ""))
                                    .orElse("-"));
            cost.console()
                    .ifPresent(title -> costs.console(
                            title,
                            row -> mean.apply(row)
                                    .map(estimate -> NumberText.costWithoutInterval(estimate)
                                            + (row.hasComparableTimes() ? "" : "*"))
                                    .orElse("-")));
        }
        return costs;
    }

    /**
     * The titles of a cost.
     *
     * @param id one of {@link ObjectiveSummary#COSTS}
     * @param title its title in the report
     * @param console its title on the terminal, if it is shown there
     * @param isTime whether it depends on the machine and on what runs beside the trial
     */
    private record CostTitle(String id, String title, Optional<String> console, boolean isTime) {
        /** In the order of {@link ObjectiveSummary#COSTS}. */
        static final List<CostTitle> ALL = List.of(
                new CostTitle("wallSeconds", "seconds per trial", Optional.of("s/trial"), true),
                new CostTitle("dataSeconds", "data s", Optional.empty(), true),
                new CostTitle("stepSeconds", "step s", Optional.empty(), true),
                new CostTitle("evaluationSeconds", "evaluation s", Optional.empty(), true),
                new CostTitle("samplesPerSecond", "samples/s", Optional.of("samples/s"), true),
                new CostTitle("tuplesConsidered", "tuples considered", Optional.empty(), false),
                new CostTitle("tuplesActive", "tuples active", Optional.empty(), false),
                new CostTitle("peakMebibytes", "peak MiB", Optional.empty(), false));
    }
}
