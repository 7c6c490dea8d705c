/**
 * The cost study: its records, how cost grows with the number of samples, and its report.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.cost;
