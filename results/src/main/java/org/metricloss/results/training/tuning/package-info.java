/** Which settings were tried of each objective, and which of them was chosen. */
package org.metricloss.results.training.tuning;
