/**
 * The engine that uses DJL with PyTorch. Operations run at once, and DJL's autograd differentiates them.
 *
 * <p>Public API: a loss in a training loop of DJL.
 */
package org.metricloss.engine.djl;
