package org.metricloss.results.figure;

/**
 * A labelled point of a figure.
 *
 * @param x the coordinate along the first axis
 * @param y the coordinate along the second axis
 * @param label its class
 */
public record PlanePoint(double x, double y, int label) {}
