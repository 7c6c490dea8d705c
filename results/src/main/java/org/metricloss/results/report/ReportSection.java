package org.metricloss.results.report;

import org.metricloss.results.summary.RunSummary;

/** One section of the report. A new one is a class of its own and one line in {@link RunReport#SECTIONS}. */
@FunctionalInterface
interface ReportSection {
    /** Adds the section, or nothing where the run has nothing to say in it. */
    void write(RunSummary run, Markdown out);
}
