/**
 * The report of the training study: its sections, and the code that writes all files derived from a run.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.training.report;
