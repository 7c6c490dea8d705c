/**
 * Whether the engines of a run give equivalent results, tested with a margin that the experiment file fixes.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.training.equivalence;
