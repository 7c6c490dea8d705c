/**
 * Engine-neutral tensors: what a loss is written against.
 *
 * <p>Public API: losses and engines of one's own.
 */
package org.metricloss.core.tensor;
