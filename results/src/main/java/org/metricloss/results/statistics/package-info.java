/**
 * The statistics of comparisons over seeds. Samples hold one number per seed, never epochs or batches. Every result is
 * defined: if a formula has no value (one seed, no variance), the result is empty, not NaN.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.statistics;
