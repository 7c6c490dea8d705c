/**
 * The records of trials: the setup, end, cost and results of each. All validate themselves.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.training.record;
