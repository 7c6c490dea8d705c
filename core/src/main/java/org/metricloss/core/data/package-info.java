/**
 * Labelled images and their batches: {@link org.metricloss.core.data.Dataset} holds the parts, {@link
 * org.metricloss.core.data.BatchSampler} lists an epoch's batches. This package depends on no file format and no
 * network.
 *
 * <p>Public API: data sets and batches.
 */
package org.metricloss.core.data;
