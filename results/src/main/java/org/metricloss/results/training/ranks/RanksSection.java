package org.metricloss.results.training.ranks;

import java.util.List;
import java.util.OptionalDouble;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.table.Columns;
import org.metricloss.results.table.Csv;
import org.metricloss.results.text.ConsoleText;
import org.metricloss.results.text.NumberText;
import tech.tablesaw.api.Table;

/**
 * The ranks of objectives in several data sets as a report of its own: the answer, and one line for each objective.
 *
 * @param ranks the ranks
 */
public record RanksSection(ObjectiveRanks ranks) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        out.heading(1, ranks.runs().size() + " data sets: " + NumberText.list(ranks.runs()));
        out.subtitle("Which of these objectives has the best rank by "
                + ranks.measure().title() + " over the data sets, and do the ranks differ at all?");
        out.heading(2, "Answer");
        out.answer(ranks.words());
        out.heading(2, "Ranks");
        out.explanation(
                "Each objective has its mean over the seeds of each run, and in parentheses its rank among the objectives of this"
                        + " table. Rank 1 is the best.",
                "Equal means share their mid-rank. Friedman's test asks whether ranks that were drawn by chance, for each data set on"
                        + " its own, would differ as much. It uses one rank for each data set, so it needs several data sets; the"
                        + " differences within one data set are tested over seeds in the report of that run.");
        out.table(columns().report(ranks.objectives()));
    }

    @Override
    public void writeTables(DerivedFiles folder) {
        Csv.write(folder, table());
    }

    /** {@return one row per objective: its mean and its rank in each run, and its mean rank} */
    public Table table() {
        return columns().table(ranks.objectives());
    }

    /** {@return the table and the sentence for a terminal} */
    public String console() {
        return columns().console(ranks.objectives()) + "\n" + ConsoleText.wrapped(ranks.words());
    }

    private Columns<ObjectiveRank> columns() {
        Columns<ObjectiveRank> columns = new Columns<ObjectiveRank>("ranks")
                .text("measure", objective -> ranks.measure().id())
                .label("objective", ObjectiveRank::objective);
        List<String> runs = ranks.runs();
        for (int i = 0; i < runs.size(); i++) {
            int run = i;
            columns.number(
                            runs.get(i) + "Mean",
                            row -> OptionalDouble.of(row.means().get(run)))
                    .number(
                            runs.get(i) + "Rank",
                            row -> OptionalDouble.of(row.ranks().get(run)))
                    .figure(runs.get(i), row -> shown(row, run))
                    .console(runs.get(i), row -> shown(row, run));
        }
        return columns.number("meanRank", row -> OptionalDouble.of(row.meanRank()))
                .number("p", row -> OptionalDouble.of(ranks.test().p()))
                .figure("mean rank", row -> NumberText.factor(row.meanRank()))
                .console("mean rank", row -> NumberText.factor(row.meanRank()));
    }

    private static String shown(ObjectiveRank row, int run) {
        return NumberText.measure(row.means().get(run)) + " ("
                + rank(row.ranks().get(run)) + ")";
    }

    private static String rank(double rank) {
        return rank == Math.rint(rank) ? Long.toString((long) rank) : Double.toString(rank);
    }
}
