/**
 * Cosines between a batch's embeddings and learned vectors of the classes, and losses of them with closed-form
 * gradients.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.core.cosine;
