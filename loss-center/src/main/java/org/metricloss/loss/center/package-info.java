/** Center loss: every feature is pulled towards its class's center, and the centers move batch by batch. */
package org.metricloss.loss.center;
