/** The cost study: what losses take, by algorithm, engine and size, measured point by point in processes of their own. */
package org.metricloss.experiments.cost;
