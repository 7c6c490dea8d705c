/**
 * Labelled images and how they come in batches: {@link org.metricloss.core.data.Dataset} holds the parts,
 * {@link org.metricloss.core.data.BatchSampler} lists an epoch's batches. Knows no file format and no network.
 */
package org.metricloss.core.data;
