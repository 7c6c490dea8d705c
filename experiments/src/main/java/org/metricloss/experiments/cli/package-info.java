/** The command line. */
package org.metricloss.experiments.cli;
