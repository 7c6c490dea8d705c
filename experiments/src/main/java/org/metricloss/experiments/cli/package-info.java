/**
 * The command line.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.experiments.cli;
