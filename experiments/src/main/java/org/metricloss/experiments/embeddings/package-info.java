/** Export of a run's embeddings for display in other tools. */
package org.metricloss.experiments.embeddings;
