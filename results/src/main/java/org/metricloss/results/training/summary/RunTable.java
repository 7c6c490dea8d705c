package org.metricloss.results.training.summary;

import java.util.List;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.table.Columns;
import org.metricloss.results.table.ReportTable;
import org.metricloss.results.training.run.RecordedRun;

/** The table of the runs that are compared: what their short names stand for. */
final class RunTable {
    private static final Columns<RecordedRun> COLUMNS = new Columns<RecordedRun>("runs")
            .shown("run", RecordedRun::label)
            .shownIfDifferent("experiment", run -> run.manifest().name())
            .shown("created", run -> run.manifest().createdToTheSecond())
            .shownIfDifferent("git commit", run -> run.manifest().gitCommit().orElse("-"))
            .shown(
                    "folder",
                    run -> run.folder()
                            .map(RunFolder::path)
                            .map(Object::toString)
                            .orElse("-"))
            .figure("trials", run -> Integer.toString(run.trials().size()));

    private RunTable() {}

    static ReportTable of(List<RecordedRun> runs) {
        ReportTable table = COLUMNS.report(runs);
        return ReportTable.of(table.header(), table.rows(), table.numbers());
    }
}
