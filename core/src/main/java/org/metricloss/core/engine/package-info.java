/**
 * What an engine must do: train a network under an objective, and evaluate a loss on given embeddings.
 *
 * <p>Public API: training and evaluating a loss on an engine, and engines of one's own.
 */
package org.metricloss.core.engine;
