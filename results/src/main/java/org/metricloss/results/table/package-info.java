/**
 * Tablesaw tables of a run, and their CSV files. Units are part of column names; an empty cell means that there is no value.
 */
package org.metricloss.results.table;
