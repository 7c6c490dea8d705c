/**
 * The records and files of runs, and everything derived from them. This module does not depend on tensors or engines,
 * so it can read old runs on its own.
 */
package org.metricloss.results;
