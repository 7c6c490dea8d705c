/**
 * The trials of a run, or of several runs together, grouped by objective and engine.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.training.run;
