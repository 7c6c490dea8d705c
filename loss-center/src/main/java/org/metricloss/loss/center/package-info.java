/**
 * Center loss: every feature is pulled towards its class's center, and the centers move batch by batch.
 *
 * <p>Internal: losses are created by their ids.
 */
package org.metricloss.loss.center;
