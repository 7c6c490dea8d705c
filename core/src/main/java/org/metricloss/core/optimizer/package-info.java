/**
 * How weights follow their gradients.
 *
 * <p>Public API: optimizers to train with.
 */
package org.metricloss.core.optimizer;
