/** Losses that approximate the average precision of the ranking that a sample gives to all others of its batch. */
package org.metricloss.loss.ranking;
