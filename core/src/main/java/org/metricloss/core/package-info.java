/** The vocabulary of MetricLoss. */
package org.metricloss.core;
