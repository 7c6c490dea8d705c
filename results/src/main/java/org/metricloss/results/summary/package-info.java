/** What the trials of a run say together: means over seeds, and comparisons with the baseline under one fixed rule. */
package org.metricloss.results.summary;
