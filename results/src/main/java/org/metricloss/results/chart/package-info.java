/**
 * A run's figures as SVG and PNG files, drawn by XChart from the content that {@code org.metricloss.results.figure}
 * computes.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.chart;
