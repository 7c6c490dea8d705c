/**
 * The kernel of work, which knows studies only as an interface: plan of work items, executors, worker processes, progress, memory
 * limit, class path and versions.
 */
package org.metricloss.experiments.work;
