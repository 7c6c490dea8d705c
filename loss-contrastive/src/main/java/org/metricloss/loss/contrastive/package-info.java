/** Contrastive loss: pairs of equal label are pulled together, others pushed apart up to a margin. */
package org.metricloss.loss.contrastive;
