/**
 * The conditions that were equal in each comparison with the baseline, and those that were not.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.training.fairness;
