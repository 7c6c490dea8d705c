/** Accuracy against training time, and the Pareto set of the two. */
package org.metricloss.results.training.pareto;
