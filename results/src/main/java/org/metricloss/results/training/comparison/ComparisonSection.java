package org.metricloss.results.training.comparison;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.report.ReportTable;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.statistics.RequiredSeeds;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.report.ReportInput;
import org.metricloss.results.training.report.ReportSection;
import org.metricloss.results.training.report.RowSource;
import org.metricloss.results.training.summary.RunSummary;

/** Every objective beside the baseline, by every measure. */
public final class ComparisonSection implements ReportSection {
    private static final List<String> HEADER = List.of(
            "measure",
            "objective",
            "engine",
            "verdict",
            "pairs",
            "difference",
            "95% interval",
            "p (t test)",
            "p (Holm)",
            "p (Wilcoxon)",
            "d_z",
            "seeds needed");

    @Override
    public void write(ReportInput input, ReportWriter out) {
        RunSummary run = input.summary();
        if (run.comparisons().isEmpty()) {
            return;
        }
        out.heading(2, "Comparisons with " + run.baseline());
        out.paragraph(
                "The rule was fixed beforehand: values are paired by seed, the paired t test decides at 0.05 after"
                        + " Holm's correction over a family, and Wilcoxon's signed-rank test is shown beside it (with five seeds it"
                        + " cannot go below 0.0625). The answer above rests on " + headlines(run)
                        + " alone: these comparisons, of all objectives and engines, are one family, and every other"
                        + " measure is a family of its own. Differences are objective minus baseline. Each interval is for its"
                        + " comparison alone; the verdict uses the adjusted p. Seeds needed is how many the t test would probably"
                        + " need (80% power at 0.05) if the true effect were d_z as observed: a hint for the next run, itself"
                        + " uncertain with few seeds.");
        if (run.comparisons().stream().anyMatch(comparison -> !comparison.isPaired())) {
            out.paragraph(
                    "Where values do not pair up, because the two share fewer than two seeds or were not trained on the"
                            + " same data, Welch's t test decides, and seeds count as unpaired.");
        }
        out.table(ReportTable.of(
                        "tables/comparisons.csv",
                        HEADER,
                        run.comparisons().stream().map(ComparisonSection::row).toList(),
                        HEADER.size() - 4)
                .withDetails(run.comparisons().stream()
                        .map(one -> RowSource.ofComparison(run, one.objective(), one.engine()))
                        .toList()));
    }

    private static String seedsNeeded(Comparison comparison) {
        if (comparison.effect().isEmpty()) {
            return "-";
        }
        OptionalInt needed = comparison.seedsNeeded();
        return needed.isPresent() ? Integer.toString(needed.getAsInt()) : "> " + RequiredSeeds.MOST;
    }

    private static String headlines(RunSummary run) {
        return RunMeasures.HEADLINES.stream()
                .filter(id -> run.comparisons().stream()
                        .anyMatch(comparison -> comparison.measure().id().equals(id)))
                .map(run.describedMeasures()::title)
                .collect(Collectors.joining(" and "));
    }

    private static List<String> row(Comparison comparison) {
        return List.of(
                comparison.measure().title(),
                comparison.objective(),
                comparison.engine(),
                comparison.words(),
                Integer.toString(comparison.pairs()),
                comparison
                        .difference()
                        .map(difference -> NumberText.signed(difference.mean()))
                        .orElse("-"),
                comparison
                        .difference()
                        .flatMap(MeanEstimate::interval)
                        .map(NumberText::signed)
                        .orElse("-"),
                NumberText.p(comparison.p()),
                NumberText.p(comparison.holmP()),
                NumberText.p(comparison.wilcoxonP()),
                comparison
                        .effect()
                        .map(effect -> NumberText.cost(effect.cohenDz()))
                        .orElse("-"),
                seedsNeeded(comparison));
    }
}
