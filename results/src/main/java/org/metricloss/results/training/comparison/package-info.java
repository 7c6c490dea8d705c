/** Every objective compared with the baseline under one fixed rule. */
package org.metricloss.results.training.comparison;
