package org.metricloss.results.report;

import org.metricloss.results.cost.CostSummary;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.table.CostTable;
import org.metricloss.results.table.Csv;
import org.metricloss.results.table.GrowthTable;

/** The writing of everything that is derived from a cost study's records. */
public final class CostReport {
    private CostReport() {}

    /**
     * Writes tables and report from the folder alone, in place of older ones.
     *
     * @param folder a run of a cost study, ended or not
     * @return the summary that they show
     * @throws org.metricloss.results.store.ResultsException where a record cannot be read, or a file cannot be written
     */
    public static CostSummary write(RunFolder folder) {
        CostSummary study = CostSummary.of(folder);
        folder.writeText("tables/cost.csv", Csv.of(CostTable.of(study)));
        folder.writeText("tables/exponents.csv", Csv.of(GrowthTable.of(study)));
        return study;
    }
}
