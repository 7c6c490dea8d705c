/** Embeddings as files: read from anywhere for evaluation, written for other tools to show. */
package org.metricloss.experiments.embeddings;
