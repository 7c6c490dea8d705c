/** The records of trials: the setup, end, cost and results of each. All validate themselves. */
package org.metricloss.results.training.record;
