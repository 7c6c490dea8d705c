/** The cost study: its records, how cost grows with the number of samples, and its report. */
package org.metricloss.results.cost;
