package org.metricloss.results.training.comparison;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.statistics.PairedEffectSize;
import org.metricloss.results.statistics.RequiredSeeds;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.table.Columns;
import org.metricloss.results.table.Csv;
import org.metricloss.results.text.EnumText;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.run.RecordedRuns;
import tech.tablesaw.api.Table;

/**
 * The comparison of every objective with the baseline, by every measure.
 *
 * @param run the runs
 * @param comparisons the results of {@link Comparisons} for these runs
 */
public record ComparisonSection(RecordedRuns run, List<Comparison> comparisons) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        if (comparisons.isEmpty()) {
            return;
        }
        out.heading(2, "Comparisons with " + run.baseline());
        out.explanation(
                "Differences are objective minus baseline. The verdict uses p after Holm's correction, at 0.05.",
                "The rule was fixed beforehand: values are paired by seed, the paired t test decides, and Wilcoxon's signed-rank"
                        + " test is shown beside it (with five seeds it cannot go below 0.0625). The answer above rests on "
                        + headlines()
                        + " alone: these comparisons, of all objectives and engines, are one family, and every other"
                        + " measure is a family of its own. Each interval is for its comparison alone. Seeds needed is how many"
                        + " the t test would probably need (80% power, at 0.05 divided by the comparisons of the family) if the true"
                        + " effect were the observed one (g_z, which is d_z without its bias): a hint for the next run, itself"
                        + " uncertain with few seeds." + scope());
        if (comparisons.stream().anyMatch(comparison -> !comparison.isPaired())) {
            out.paragraph(
                    "Where values do not pair up, because the two share fewer than two seeds or were not trained on the"
                            + " same data, Welch's t test decides, and seeds count as unpaired.");
        }
        out.table(columns().report(headlinesFirst()));
    }

    /** What does not vary between the compared values, so that no p-value accounts for it. */
    private String scope() {
        boolean sameData = run.runs().stream()
                        .map(each -> each.manifest().dataSha256())
                        .distinct()
                        .count()
                == 1;
        if (!sameData) {
            return "";
        }
        return run.tuning().isEmpty()
                ? " Only the seeds vary: every trial is tested on the same samples, so a verdict holds for these samples."
                : " Only the seeds vary: every trial is tested on the same samples, and tuning was done once"
                        + (run.runs().size() == 1 ? "" : " in each run")
                        + ", so a verdict holds for these samples and these settings.";
    }

    /** The comparisons as in the table of the file, but those that the answer rests on first. */
    private List<Comparison> headlinesFirst() {
        return comparisons.stream()
                .sorted(Comparator.comparing(comparison ->
                        !RunMeasures.HEADLINES.contains(comparison.measure().id())))
                .toList();
    }

    @Override
    public void writeTables(DerivedFiles folder) {
        Csv.write(folder, table());
    }

    /** {@return one row per measure, engine and objective beside the baseline; differences are objective minus baseline} */
    public Table table() {
        return columns().table(comparisons);
    }

    private Columns<Comparison> columns() {
        Columns<Comparison> columns = new Columns<Comparison>("comparisons")
                .text("measure", comparison -> comparison.measure().id())
                .text("engine", Comparison::engine)
                .text("objective", Comparison::objective)
                .shown("objective", Comparison::objective)
                .shown("measure", comparison -> comparison.measure().title())
                .shownIfDifferent("engine", Comparison::engine)
                .text("baseline", Comparison::baseline)
                .integer("pairs", Comparison::pairs)
                .integer("unpaired", Comparison::unpaired)
                .difference("difference", Comparison::difference)
                .figure(
                        "difference",
                        comparison ->
                                shown(comparison.difference().map(difference -> NumberText.signed(difference.mean()))))
                .figure(
                        "95% interval",
                        comparison -> shown(comparison
                                .difference()
                                .flatMap(MeanEstimate::interval)
                                .map(NumberText::signed)))
                .number("pairedTP", comparison -> comparison.isPaired() ? comparison.p() : OptionalDouble.empty())
                .number("welchP", comparison -> comparison.isPaired() ? OptionalDouble.empty() : comparison.p())
                .number("holmP", Comparison::holmP)
                .figure("p (Holm)", comparison -> NumberText.p(comparison.holmP()))
                .figure("seeds", Comparison::seeds)
                .figure("p (t test)", comparison -> NumberText.p(comparison.p()))
                .number("wilcoxonP", Comparison::wilcoxonP)
                .figure("p (Wilcoxon)", comparison -> NumberText.p(comparison.wilcoxonP()))
                .number("cohenDz", comparison -> Columns.of(comparison.effect().map(PairedEffectSize::cohenDz)))
                .figure(
                        "d_z",
                        comparison -> shown(comparison.effect().map(effect -> NumberText.cost(effect.cohenDz()))))
                .number("hedgesGz", Comparison::unbiasedEffect)
                .text("seedsNeeded", comparison -> seedsNeeded(comparison, ""))
                .figure("seeds needed", comparison -> seedsNeeded(comparison, "-"))
                .text("verdict", comparison -> EnumText.words(comparison.verdict()))
                .text("words", Comparison::words)
                .shown("verdict", comparison -> EnumText.words(comparison.verdict()))
                .figureIfDifferent("reason", comparison -> shown(comparison.obstacle()));
        return run.withSource(columns, comparison -> run.besideBaseline(comparison.objective(), comparison.engine()));
    }

    private static String shown(Optional<String> text) {
        return text.orElse("-");
    }

    private static String seedsNeeded(Comparison comparison, String unknown) {
        OptionalInt needed = comparison.seedsNeeded();
        if (needed.isPresent()) {
            return Integer.toString(needed.getAsInt());
        }
        return comparison.unbiasedEffect().isPresent() ? "> " + RequiredSeeds.MOST : unknown;
    }

    private String headlines() {
        return RunMeasures.HEADLINES.stream()
                .filter(id -> comparisons.stream()
                        .anyMatch(comparison -> comparison.measure().id().equals(id)))
                .map(run.describedMeasures()::title)
                .collect(Collectors.joining(" and "));
    }
}
