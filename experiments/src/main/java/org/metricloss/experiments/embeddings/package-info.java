/**
 * Export of a run's embeddings for display in other tools.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.experiments.embeddings;
