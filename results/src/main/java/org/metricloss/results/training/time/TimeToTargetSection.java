package org.metricloss.results.training.time;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.BarChart;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.MedianEstimate;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.table.Columns;
import org.metricloss.results.table.Csv;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;
import tech.tablesaw.api.Table;

/**
 * The time that objectives took to reach the target.
 *
 * @param run the runs
 * @param times one per objective and engine whose trials had a target
 */
public record TimeToTargetSection(RecordedRuns run, List<TimeToTarget> times) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        if (times.isEmpty()) {
            return;
        }
        out.explanation(
                "Time to the target on the validation part, of training alone, at the first validation that shows it.",
                "A trial that never"
                        + " reaches it, or does not finish, counts as one that needs infinitely long. Intervals of the median hold"
                        + " for any distribution and need six seeds.");
        out.table(columns().report(times));
        out.figure(chart());
        ObjectiveSummary.timeNote(times.stream().map(TimeToTarget::summary).toList())
                .ifPresent(out::paragraph);
    }

    @Override
    public void writeTables(DerivedFiles folder) {
        Csv.writeIfAny(folder, table());
    }

    /**
     * {@return one row per objective and engine: how many seeds reached the target on the validation part, and the time
     * and samples they needed. {@link TimeToTarget} states how seeds that never reached it count. {@code Infinity}
     * stands for a median or an end of its interval beyond every trial that reached the target. Intervals are 95%. The
     * median has one from six seeds on. The mean has an interval on the log scale from three seeds on if every seed reached the
     * target}
     */
    public Table table() {
        return columns().table(times);
    }

    private Columns<TimeToTarget> columns() {
        Columns<TimeToTarget> columns = new Columns<>("time_to_target");
        columns.label("objective", TimeToTarget::objective)
                .text("engine", TimeToTarget::engine)
                .shownIfDifferent("engine", TimeToTarget::engine)
                .text("measure", entry -> entry.target().measure())
                .number("target", entry -> OptionalDouble.of(entry.target().value()))
                .integer("seeds", TimeToTarget::seeds)
                .integer("reached", TimeToTarget::reached)
                .integer("neverReached", TimeToTarget::neverReached)
                .integer("failed", TimeToTarget::failed)
                .integer("sideBySide", TimeToTarget::sideBySide);
        columns.shown("target", TimeToTarget::targetWords)
                .figure("seeds", time -> Integer.toString(time.seeds()))
                .figure("reached", time -> Integer.toString(time.reached()))
                .figure("never", time -> Integer.toString(time.neverReached()))
                .figure("median s", time -> number(time.seconds().median().median()) + mark(time))
                .figure("95% interval", time -> interval(time.seconds()) + mark(time))
                .figure("median samples", time -> number(time.samples().median().median()))
                .figure("95% interval", time -> interval(time.samples()));
        amount(columns, "trainingSeconds", TimeToTarget::seconds);
        amount(columns, "samples", TimeToTarget::samples);
        return run.withSource(columns, time -> time.summary().trials());
    }

    private static String mark(TimeToTarget time) {
        return time.summary().timeMark();
    }

    private static void amount(
            Columns<TimeToTarget> columns, String name, Function<TimeToTarget, TimeToTarget.Amount> amount) {
        columns.number(
                        name + "Median",
                        entry -> OptionalDouble.of(amount.apply(entry).median().median()))
                .number(
                        name + "MedianLow",
                        entry -> amount.apply(entry).median().low())
                .number(
                        name + "MedianHigh",
                        entry -> amount.apply(entry).median().high())
                .mean(name, entry -> amount.apply(entry).mean());
    }

    private static String interval(TimeToTarget.Amount amount) {
        OptionalDouble low = amount.median().low();
        return low.isEmpty()
                ? "-"
                : "[" + number(low.getAsDouble()) + ", "
                        + number(amount.median().high().getAsDouble()) + "]";
    }

    private static String number(double amount) {
        return Double.isInfinite(amount) ? "never" : NumberText.cost(amount);
    }

    /** Returns the chart of the median seconds until the target. */
    private BarChart chart() {
        List<TimeToTarget> drawn = times.subList(0, Math.min(RecordedRuns.MOST_DRAWN, times.size()));
        return new BarChart(
                "time-to-target",
                // Runs that are compared with --force may have different targets: the table names them.
                "Time to "
                        + (times.stream().map(TimeToTarget::target).distinct().count() == 1
                                ? times.get(0).targetWords()
                                : "each objective's target"),
                "Median over seeds, with its 95% interval where that is finite; no value where half of the trials or more never"
                        + " reached it." + run.undrawn(),
                Axis.amount("training time until the target", "s"),
                drawn.stream().map(time -> run.name(time.summary())).toList(),
                List.of(new BarChart.Part(
                        "median training time",
                        Palette.part(0),
                        drawn.stream().map(time -> bar(time.seconds().median())).toList())));
    }

    private static Optional<BarChart.Bar> bar(MedianEstimate median) {
        if (!Double.isFinite(median.median())) {
            return Optional.empty();
        }
        boolean bounded =
                median.low().isPresent() && Double.isFinite(median.high().orElse(Double.NaN));
        return Optional.of(new BarChart.Bar(
                median.median(),
                bounded
                        ? Optional.of(new Interval(
                                median.low().getAsDouble(), median.high().getAsDouble()))
                        : Optional.empty()));
    }
}
