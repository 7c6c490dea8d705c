/** A run for people: the Markdown report, the summary for the terminal, and the writing of all derived files. */
package org.metricloss.results.report;
