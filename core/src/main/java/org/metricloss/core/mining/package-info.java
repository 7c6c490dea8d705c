/**
 * Choosing, anchor by anchor, the positives and negatives that a loss compares.
 *
 * <p>Public API: losses of one's own that mine.
 */
package org.metricloss.core.mining;
