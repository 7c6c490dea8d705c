/**
 * The time that each objective took to reach its target on the validation part.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.training.time;
