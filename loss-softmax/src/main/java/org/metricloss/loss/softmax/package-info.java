/**
 * Losses that classify: softmax cross-entropy, the baseline that metric-learning losses are compared with and combined with, and
 * softmax over cosines with a margin.
 *
 * <p>Internal: losses are created by their ids.
 */
package org.metricloss.loss.softmax;
