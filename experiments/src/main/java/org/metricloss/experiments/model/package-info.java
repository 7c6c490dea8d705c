/** Uses models that trials have kept: embeds inputs, classifies them and finds their nearest neighbours. */
package org.metricloss.experiments.model;
