/** The records of trials: what each one was, how it ended, what it cost and what it reached. All check themselves. */
package org.metricloss.results.training.record;
