package org.metricloss.experiments.work;

/**
 * The console output for a run after its report was written.
 *
 * @param summary some lines, without the last line break
 * @param hasFailures whether an item failed; a study may count a reached limit as a result instead of a failure
 */
public record Reported(String summary, boolean hasFailures) {}
