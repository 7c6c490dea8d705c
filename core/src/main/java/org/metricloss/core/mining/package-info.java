/** Choosing, anchor by anchor, the positives and negatives that a loss compares. */
package org.metricloss.core.mining;
