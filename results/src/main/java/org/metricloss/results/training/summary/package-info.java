/** Everything that is found in one or several runs, each finding computed once, and its summary for the terminal. */
package org.metricloss.results.training.summary;
