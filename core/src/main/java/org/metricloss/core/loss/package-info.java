/** Losses and objectives: what is trained, independent of who computes it. */
package org.metricloss.core.loss;
