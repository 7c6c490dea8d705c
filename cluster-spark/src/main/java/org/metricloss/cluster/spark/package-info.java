/** Runs the items of a run on an Apache Spark cluster. */
package org.metricloss.cluster.spark;
