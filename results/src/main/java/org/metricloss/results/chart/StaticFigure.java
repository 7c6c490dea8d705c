package org.metricloss.results.chart;

/**
 * A drawn figure. The same run gives the same bytes on the same Java with the same fonts, whatever the locale.
 *
 * @param name of its files without their ending: letters, digits and hyphens
 * @param title what it shows
 * @param caption how to read it
 * @param svg as a vector graphic, for any size
 * @param png as an image
 */
public record StaticFigure(String name, String title, String caption, byte[] svg, byte[] png) {
    /** Copies its arrays. */
    public StaticFigure {
        svg = svg.clone();
        png = png.clone();
    }

    @Override
    public byte[] svg() {
        return svg.clone();
    }

    @Override
    public byte[] png() {
        return png.clone();
    }
}
