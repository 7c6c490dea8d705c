/** The time that each objective took to reach its target on the validation part. */
package org.metricloss.results.training.time;
