/** A run's records and embeddings for TensorBoard. */
package org.metricloss.experiments.tensorboard;
