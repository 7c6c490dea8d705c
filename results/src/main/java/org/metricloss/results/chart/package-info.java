/** A run's figures as SVG and PNG files, drawn by XChart from what {@code org.metricloss.results.figure} computes. */
package org.metricloss.results.chart;
