/**
 * The cost study: the time and memory of losses by algorithm, engine and size. Each point is measured in a separate
 * process.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.experiments.cost;
