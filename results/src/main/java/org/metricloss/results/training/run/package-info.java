/** The trials of a run, or of several runs beside each other, grouped by objective and engine. */
package org.metricloss.results.training.run;
