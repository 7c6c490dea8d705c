package org.metricloss.results.training.classes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.table.Columns;
import org.metricloss.results.table.Csv;
import org.metricloss.results.table.ReportTable;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.classes.ClassResults.OfObjective;
import org.metricloss.results.training.run.RecordedRuns;
import tech.tablesaw.api.Table;

/**
 * Recall@1 of each class, and which classes are confused.
 *
 * @param run the runs
 * @param results the results of the classes
 */
public record ClassSection(RecordedRuns run, ClassResults results) implements ReportSection {
    private static final int MOST_OBJECTIVES = 12;
    private static final int MOST_CONFUSIONS = 5;

    @Override
    public void write(ReportWriter out) {
        if (results.objectives().isEmpty() && results.unreadable().isEmpty()) {
            return;
        }
        out.heading(2, "Classes");
        if (!results.unreadable().isEmpty()) {
            out.paragraph("Left out, since they cannot be read:");
            out.list(results.unreadable());
        }
        if (results.objectives().isEmpty()) {
            return;
        }
        out.explanation(
                "Recall@1 of the queries of each class, worst class first, and the classes in which the other queries have their"
                        + " nearest neighbour.",
                "Means over finished seeds. Intervals cover the randomness of training, not the choice of test images: a class"
                        + " of few images varies much.");
        ClassCharts.recall(run, results).ifPresent(out::figure);
        ClassCharts.confusions(run, results).forEach(out::figure);
        out.records(byClass());
        if (!results.intervals().isEmpty()) {
            out.explanation(
                    "How far each measure could differ with other seeds, and with other test classes.",
                    "The classes of the test part were never trained on, so they are a sample of classes. The interval over"
                            + " classes is the percentile bootstrap: 1,000 draws of the classes with replacement, the same in"
                            + " all seeds. Of ROC AUC, pairs of drawn classes are counted. Of rankings, the drawn classes give the"
                            + " queries, and the gallery stays as it is. It needs ten classes. Classes count as drawn independently."
                            + " The interval is for one objective alone and these seeds; it says nothing about differences"
                            + " between objectives.");
            out.table(intervals().report(results.intervals()));
        }
    }

    @Override
    public void writeTables(DerivedFiles folder) {
        Csv.writeIfAny(folder, table());
        Csv.writeIfAny(folder, intervals().table(results.intervals()));
    }

    private Columns<ClassInterval> intervals() {
        Columns<ClassInterval> columns = new Columns<ClassInterval>("class_intervals")
                .label("objective", row -> row.objective().objective())
                .text("engine", row -> row.objective().engine())
                .shownIfDifferent("engine", row -> row.objective().engine())
                .text("measure", ClassInterval::measure)
                .shown("measure", row -> run.describedMeasures().title(row.measure()))
                .integer("classes", ClassInterval::classes)
                .mean("seeds", row -> Optional.of(row.seeds()))
                .figure(
                        "mean",
                        row -> row.seeds().interval().isPresent()
                                ? NumberText.measure(row.seeds().mean())
                                : NumberText.measure(row.seeds()))
                .figure("interval over seeds", row -> shown(row.seeds().interval()))
                .number("classesLow", row -> Columns.of(row.overClasses().map(Interval::low)))
                .number("classesHigh", row -> Columns.of(row.overClasses().map(Interval::high)))
                .figure("interval over classes", row -> shown(row.overClasses()))
                .figure("classes", row -> Integer.toString(row.classes()));
        return run.withSource(columns, row -> row.objective().trials());
    }

    private static String shown(Optional<Interval> interval) {
        return interval.map(ends -> NumberText.interval(ends, NumberText::measure))
                .orElse("-");
    }

    /** {@return one row per objective, engine and class} */
    public Table table() {
        return new Columns<ClassResult>("per_class")
                .text("objective", row -> row.objective().objective())
                .text("engine", row -> row.objective().engine())
                .integer("label", ClassResult::label)
                .text("class", ClassResult::name)
                .integer("seeds", row -> row.recall().n())
                .integer("queries", ClassResult::queries)
                .mean("recallAt1", row -> Optional.of(row.recall()))
                .text(
                        "mostConfusedWith",
                        row -> row.mostConfused().map(results.names()::get).orElse(""))
                .number("confusedShare", row -> Columns.of(row.mostConfused().map(row::share)))
                .table(results.objectives().stream()
                        .flatMap(one -> one.classes().values().stream())
                        .toList());
    }

    /** Returns one row per class with a column for each objective; the details list its confusions. */
    private ReportTable byClass() {
        List<OfObjective> objectives =
                results.objectives().stream().limit(MOST_OBJECTIVES).toList();
        List<Integer> worstFirst = results.labels().stream()
                .sorted(Comparator.comparingDouble(results::mean))
                .toList();
        List<String> header = new ArrayList<>(List.of("class"));
        objectives.forEach(one -> header.add(run.name(one.objective())));
        header.add("queries");
        return ReportTable.of(
                        "tables/per_class.csv",
                        header,
                        worstFirst.stream().map(label -> row(label, objectives)).toList(),
                        header.size() - 1)
                .withDetails(worstFirst.stream().map(this::confusions).toList());
    }

    private List<String> row(int label, List<OfObjective> objectives) {
        List<String> cells = new ArrayList<>(List.of(results.names().get(label)));
        objectives.forEach(one -> cells.add(Optional.ofNullable(one.classes().get(label))
                .map(row -> NumberText.measure(row.recall()))
                .orElse("-")));
        cells.add(of(label)
                .map(row -> Integer.toString(row.queries() / row.recall().n()))
                .findFirst()
                .orElseThrow());
        return cells;
    }

    private Stream<ClassResult> of(int label) {
        return results.objectives().stream()
                .flatMap(one -> Optional.ofNullable(one.classes().get(label)).stream());
    }

    private String confusions(int label) {
        return of(label)
                .map(row -> run.name(row.objective()) + ": nearest neighbour in "
                        + row.nearest().entrySet().stream()
                                .sorted(Map.Entry.<Integer, Integer>comparingByValue()
                                        .reversed())
                                .limit(MOST_CONFUSIONS)
                                .map(entry -> String.format(
                                        Locale.ROOT,
                                        "%s %.1f%%",
                                        results.names().get(entry.getKey()),
                                        100 * row.share(entry.getKey())))
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("\n"));
    }
}
