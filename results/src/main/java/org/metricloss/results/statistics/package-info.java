/**
 * The statistics of comparisons over seeds. Samples hold one number per seed, never epochs or batches. Every result is
 * defined: where a formula gives nothing (one seed, no variance) the result is empty, not NaN.
 */
package org.metricloss.results.statistics;
