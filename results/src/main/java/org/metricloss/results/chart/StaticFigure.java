package org.metricloss.results.chart;

/**
 * A drawn figure. The same figure gives the same bytes on the same Java with the same fonts, whatever the locale.
 *
 * @param svg the figure as a vector graphic, for any size; its title and description are the figure's title and caption
 * @param png the figure as an image
 */
public record StaticFigure(byte[] svg, byte[] png) {
    /** Copies its arrays. */
    public StaticFigure {
        svg = svg.clone();
        png = png.clone();
    }

    /** {@return a copy of the vector graphic} */
    @Override
    public byte[] svg() {
        return svg.clone();
    }

    /** {@return a copy of the image} */
    @Override
    public byte[] png() {
        return png.clone();
    }
}
