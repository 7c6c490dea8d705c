/** The trials of a run, or of several runs together, grouped by objective and engine. */
package org.metricloss.results.training.run;
