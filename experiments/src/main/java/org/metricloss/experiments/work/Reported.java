package org.metricloss.experiments.work;

/**
 * What the console shows of a run after its report was written.
 *
 * @param summary some lines, without the last line break
 * @param hasFailures whether an item failed; a limit that was reached may be a result and no failure
 */
public record Reported(String summary, boolean hasFailures) {}
