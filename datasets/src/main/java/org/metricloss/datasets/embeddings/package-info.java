/**
 * Embeddings from files of other programs, for evaluation.
 *
 * <p>Public API: reading embeddings.
 */
package org.metricloss.datasets.embeddings;
