/** Objectives that differ only in one number. */
package org.metricloss.results.training.sweep;
