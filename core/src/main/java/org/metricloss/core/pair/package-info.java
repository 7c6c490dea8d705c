/**
 * All pairs of a batch on the host: distances by matrix products with repaired cancellation, and gradients from
 * weights.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.core.pair;
