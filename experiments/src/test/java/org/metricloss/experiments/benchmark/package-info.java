/** Benchmarks: main classes, run by hand, that measure what the tests must not time. */
package org.metricloss.experiments.benchmark;
