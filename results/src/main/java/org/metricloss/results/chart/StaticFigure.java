package org.metricloss.results.chart;

/**
 * A drawn figure. The same figure gives the same bytes on the same Java with the same fonts, whatever the locale.
 *
 * @param svg the figure as a vector graphic, for any size; its title and description are the figure's title and caption
 * @param pdf the figure as a vector graphic for papers, with text as outlines
 * @param png the figure as an image, two pixels for each of the drawing
 */
public record StaticFigure(byte[] svg, byte[] pdf, byte[] png) {
    /** Copies its arrays. */
    public StaticFigure {
        svg = svg.clone();
        pdf = pdf.clone();
        png = png.clone();
    }

    /** {@return a copy of the vector graphic} */
    @Override
    public byte[] svg() {
        return svg.clone();
    }

    /** {@return a copy of the vector graphic for papers} */
    @Override
    public byte[] pdf() {
        return pdf.clone();
    }

    /** {@return a copy of the image} */
    @Override
    public byte[] png() {
        return png.clone();
    }
}
