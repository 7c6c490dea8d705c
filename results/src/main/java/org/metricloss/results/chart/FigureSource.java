package org.metricloss.results.chart;

import java.util.List;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.summary.RunSummary;

/** Makes figures of one kind. */
interface FigureSource {
    /** The figures that the run has something for; none where it has not. */
    List<StaticFigure> of(RunSummary run, RunFolder folder);
}
