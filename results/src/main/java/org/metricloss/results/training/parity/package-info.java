/**
 * The differences between the engines of a run.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.training.parity;
