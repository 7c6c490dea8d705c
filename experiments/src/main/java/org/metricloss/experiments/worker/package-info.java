/** Trials in processes of their own: starting, watching and ending them, and what is said between them and their run. */
package org.metricloss.experiments.worker;
