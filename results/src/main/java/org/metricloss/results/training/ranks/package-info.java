/**
 * The ranks of objectives in several data sets, and their mean.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.training.ranks;
