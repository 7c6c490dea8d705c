/** What was equal in each comparison with the baseline, and what was not. */
package org.metricloss.results.training.fairness;
