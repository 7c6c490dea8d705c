/**
 * Random changes of training images, which depend on the seed, the epoch and the image alone.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.core.augment;
