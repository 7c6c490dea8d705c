/**
 * The JSON records of a run: its plan, and the setup, course, cost and results of every trial. All validate themselves.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.record;
