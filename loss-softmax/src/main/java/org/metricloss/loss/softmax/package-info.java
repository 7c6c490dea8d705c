/** Softmax cross-entropy: the baseline that metric-learning losses are compared with and combined with. */
package org.metricloss.loss.softmax;
