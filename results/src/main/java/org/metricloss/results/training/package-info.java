/** The training study: the records and files of its trials, and all results derived from them. */
package org.metricloss.results.training;
