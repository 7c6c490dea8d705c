/** Losses that are sums over anchors, each compared with the batch or with a constant reference set. */
package org.metricloss.core.anchor;
