/** All results of one or several runs, each computed once, and their summary for the terminal. */
package org.metricloss.results.training.summary;
