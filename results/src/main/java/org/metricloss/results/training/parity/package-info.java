/** How far the engines of a run are apart. */
package org.metricloss.results.training.parity;
