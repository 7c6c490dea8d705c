/**
 * Networks as lists of layers, with their shapes, parameters and initial weights.
 *
 * <p>Public API: networks to train.
 */
package org.metricloss.core.network;
