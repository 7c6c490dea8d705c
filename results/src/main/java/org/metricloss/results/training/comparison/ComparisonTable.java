package org.metricloss.results.training.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.metricloss.results.statistics.PairedEffectSize;
import org.metricloss.results.table.Columns;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.summary.RunSummary;
import tech.tablesaw.api.Table;

/** One row per measure, engine and objective beside the baseline, differences as objective minus baseline. */
public final class ComparisonTable {
    private ComparisonTable() {}

    /**
     * {@return its comparisons}
     *
     * @param run a run
     */
    public static Table of(RunSummary run) {
        return new Columns<>("comparisons", run.comparisons())
                .text("measure", comparison -> comparison.measure().id())
                .text("engine", Comparison::engine)
                .text("objective", Comparison::objective)
                .text("baseline", Comparison::baseline)
                .integer("pairs", Comparison::pairs)
                .integer("unpaired", Comparison::unpaired)
                .mean("difference", Comparison::difference)
                .number("pairedTP", comparison -> comparison.isPaired() ? comparison.p() : OptionalDouble.empty())
                .number("welchP", comparison -> comparison.isPaired() ? OptionalDouble.empty() : comparison.p())
                .number("holmP", Comparison::holmP)
                .number("wilcoxonP", Comparison::wilcoxonP)
                .number("cohenDz", comparison -> Columns.of(comparison.effect().map(PairedEffectSize::cohenDz)))
                .number(
                        "hedgesGz",
                        comparison -> Columns.of(comparison
                                .effect()
                                .flatMap(effect ->
                                        effect.hedgesGz().stream().boxed().findFirst())))
                .text("seedsNeeded", ComparisonTable::seedsNeeded)
                .text(
                        "verdict",
                        comparison -> comparison
                                .verdict()
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', ' '))
                .text("words", Comparison::words)
                .text("command", comparison -> command(run, comparison))
                .table();
    }

    /** What both objectives' rows rest on. */
    private static String command(RunSummary run, Comparison comparison) {
        List<TrialRecord> trials = new ArrayList<>(run.trials(comparison.baseline(), comparison.engine()));
        trials.addAll(run.trials(comparison.objective(), comparison.engine()));
        return run.command(trials);
    }

    private static String seedsNeeded(Comparison comparison) {
        return comparison.seedsNeeded().isPresent()
                ? Integer.toString(comparison.seedsNeeded().getAsInt())
                : "";
    }
}
