/** The JSON records of a run: what was planned, what every trial was, did, cost and reached. All check themselves. */
package org.metricloss.results.record;
