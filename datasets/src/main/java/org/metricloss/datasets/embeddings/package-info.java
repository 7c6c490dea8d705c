/** Embeddings from files of other programs, for evaluation. */
package org.metricloss.datasets.embeddings;
