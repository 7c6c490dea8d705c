/**
 * The settings that were tried for each objective, and the one that was chosen.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.training.tuning;
