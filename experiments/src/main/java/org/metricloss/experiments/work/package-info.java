/**
 * The execution of work items. It knows studies only through an interface: plan of work items, executors, worker
 * processes, progress, memory limit, class path and versions.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.experiments.work;
