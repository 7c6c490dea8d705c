/**
 * From an experiment to its records: plan, training loop, evaluation, progress.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.experiments.training;
