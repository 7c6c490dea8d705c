/**
 * All results of one or several runs, each computed once, and their summary for the terminal.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.training.summary;
