/**
 * The kernel of work, which knows no study: the plan of work items, who executes them, worker processes, progress, the memory
 * limit, the class path and versions.
 */
package org.metricloss.experiments.work;
