package org.metricloss.results.table;

import java.util.Locale;
import org.metricloss.results.statistics.PairedEffectSize;
import org.metricloss.results.summary.Comparison;
import org.metricloss.results.summary.RunSummary;
import tech.tablesaw.api.Table;

/** One row per measure, engine and objective beside the baseline, differences as objective minus baseline. */
public final class ComparisonTable {
    private ComparisonTable() {}

    /**
     * @param run a run
     * @return its comparisons
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
                .number("pairedTP", Comparison::p)
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
                .table();
    }

    private static String seedsNeeded(Comparison comparison) {
        return comparison.seedsNeeded().isPresent()
                ? Integer.toString(comparison.seedsNeeded().getAsInt())
                : "";
    }
}
