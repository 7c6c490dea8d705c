/**
 * Tablesaw tables of a run, and their CSV files. Units are part of column names; an empty cell means that there is no value.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.table;
