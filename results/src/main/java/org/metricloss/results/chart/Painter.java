package org.metricloss.results.chart;

import java.awt.Graphics2D;

/** Paints one part of a drawing. */
interface Painter {
    /** Paints into a rectangle, in pixels. */
    void paint(Graphics2D g, int left, int top, int width, int height);
}
