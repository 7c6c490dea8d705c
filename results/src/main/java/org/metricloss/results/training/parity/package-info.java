/** The differences between the engines of a run. */
package org.metricloss.results.training.parity;
