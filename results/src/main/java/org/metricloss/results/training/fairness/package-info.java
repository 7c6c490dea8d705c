/** The conditions that were equal in each comparison with the baseline, and those that were not. */
package org.metricloss.results.training.fairness;
