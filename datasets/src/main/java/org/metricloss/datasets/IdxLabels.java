package org.metricloss.datasets;

/**
 * The content of an IDX file of labels.
 *
 * @param labels n labels from 0 to 255, n at least 1
 * @param sha256 SHA-256 of the unpacked file
 */
public record IdxLabels(int[] labels, String sha256) {}
