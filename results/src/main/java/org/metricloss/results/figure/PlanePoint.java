package org.metricloss.results.figure;

/**
 * A labelled point of a figure.
 *
 * @param x along the first axis
 * @param y along the second
 * @param label its class
 */
public record PlanePoint(double x, double y, int label) {}
