/**
 * Losses and objectives: what is trained, independent of who computes it.
 *
 * <p>Public API: losses by their ids, and losses of one's own.
 */
package org.metricloss.core.loss;
