package org.metricloss.results.training.report;

import org.metricloss.results.report.ReportWriter;

/** One section of the report. A new one is a class of its own and one line in {@link RunReport#SECTIONS}. */
@FunctionalInterface
public interface ReportSection {
    /** Adds the section, or nothing where the runs have nothing to say in it. */
    void write(ReportInput input, ReportWriter out);
}
