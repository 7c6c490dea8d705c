package org.metricloss.results.report;

import org.metricloss.results.store.DerivedFiles;

/** A section of a report, with the tables that belong to it. */
public interface ReportSection {
    /** Writes the section, or nothing if it has no content. */
    void write(ReportWriter out);

    /** Writes its tables as files; a section without tables writes none. */
    default void writeTables(DerivedFiles folder) {}
}
