/** Embeddings of a run, written for other tools to show. */
package org.metricloss.experiments.embeddings;
