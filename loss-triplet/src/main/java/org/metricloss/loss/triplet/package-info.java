/** Triplet loss: an anchor shall be nearer to every positive than to any negative, by a margin. */
package org.metricloss.loss.triplet;
