/** Measurements as main classes: nothing is timed in a test. */
package org.metricloss.results.benchmark;
