/** Engines side by side on the same work: what a benchmark on MNIST measures and a test on digits asserts. */
package org.metricloss.experiments.parity;
