package org.metricloss.results.report;

import org.metricloss.results.store.DerivedFiles;

/** A section of a report, with the tables that belong to it. */
public interface ReportSection {
    /** Writes the section, or nothing if there is nothing to say in it. */
    void write(ReportWriter out);

    /** Writes its tables as files; a section without any writes none. */
    default void writeTables(DerivedFiles folder) {}
}
