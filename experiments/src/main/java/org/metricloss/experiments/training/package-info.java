/** From an experiment to its records: plan, training loop, evaluation, progress. */
package org.metricloss.experiments.training;
