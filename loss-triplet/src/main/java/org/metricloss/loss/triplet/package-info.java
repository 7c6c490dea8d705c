/**
 * Triplet loss: an anchor shall be nearer to every positive than to any negative, by a margin.
 *
 * <p>Internal: losses are created by their ids.
 */
package org.metricloss.loss.triplet;
