/**
 * Losses of pairs: those of equal label are pulled together, others pushed apart. The contrastive loss by a margin, and losses
 * that weight all pairs of an anchor together.
 *
 * <p>Internal: losses are created by their ids.
 */
package org.metricloss.loss.contrastive;
