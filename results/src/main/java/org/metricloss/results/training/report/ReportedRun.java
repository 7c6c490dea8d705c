package org.metricloss.results.training.report;

import java.util.Optional;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.summary.RunSummary;

/**
 * A run that a report rests on.
 *
 * @param summary what its trials say
 * @param folder where it lies; empty where only records are at hand, so nothing can be shown of its artifacts
 */
public record ReportedRun(RunSummary summary, Optional<RunFolder> folder) {}
