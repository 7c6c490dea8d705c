/** How far engines that were given the same work are apart. */
package org.metricloss.results.parity;
