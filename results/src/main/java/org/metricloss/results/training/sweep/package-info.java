/**
 * Objectives that differ only in one number.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.training.sweep;
