/**
 * Every objective compared with the baseline under one fixed rule.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.training.comparison;
