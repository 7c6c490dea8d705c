/**
 * Accuracy against training time, and the Pareto set of the two.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.training.pareto;
