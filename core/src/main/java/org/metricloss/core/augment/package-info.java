/** Random changes of training images, which depend on the seed, the epoch and the image alone. */
package org.metricloss.core.augment;
