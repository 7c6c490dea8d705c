/** The files that a trial writes besides its record: embeddings, galleries, weights and checkpoints. */
package org.metricloss.results.training.artifact;
