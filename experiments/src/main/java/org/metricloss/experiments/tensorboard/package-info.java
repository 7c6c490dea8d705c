/**
 * A run's records and embeddings for TensorBoard.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.experiments.tensorboard;
