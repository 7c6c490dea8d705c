/** The training study: what its trials leave behind, and everything that is found in it. */
package org.metricloss.results.training;
