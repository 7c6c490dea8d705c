/** The settings that were tried for each objective, and the one that was chosen. */
package org.metricloss.results.training.tuning;
