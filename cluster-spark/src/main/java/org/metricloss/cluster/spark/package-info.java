/**
 * Runs the items of a run on an Apache Spark cluster.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.cluster.spark;
