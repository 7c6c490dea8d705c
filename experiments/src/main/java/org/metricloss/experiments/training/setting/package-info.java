/**
 * The experiment file of a training study: its settings, which are records that check themselves, and how they are
 * read and written.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.experiments.training.setting;
