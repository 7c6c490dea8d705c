/** Objectives that differ in one number alone. */
package org.metricloss.results.training.sweep;
