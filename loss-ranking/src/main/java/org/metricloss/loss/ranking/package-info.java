/**
 * Losses that approximate the average precision of the ranking that a sample gives to all others of its batch.
 *
 * <p>Internal: losses are created by their ids.
 */
package org.metricloss.loss.ranking;
