/**
 * Uses models that trials have kept: embeds inputs, classifies them and finds their nearest neighbours.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.experiments.model;
