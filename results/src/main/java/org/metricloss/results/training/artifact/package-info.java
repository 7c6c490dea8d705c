/** The files that a trial leaves beside its record: embeddings, galleries, weights and checkpoints. */
package org.metricloss.results.training.artifact;
