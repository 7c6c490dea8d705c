/**
 * Losses that are sums over anchors, each compared with the batch or with a constant reference set.
 *
 * <p>Public API: losses of one's own that are sums over anchors.
 */
package org.metricloss.core.anchor;
