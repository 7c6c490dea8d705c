/**
 * The files that a trial writes besides its record: embeddings, galleries, weights and checkpoints.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.training.artifact;
