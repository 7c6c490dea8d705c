/** What an engine must do: train a network under an objective, and evaluate a loss on given embeddings. */
package org.metricloss.core.engine;
