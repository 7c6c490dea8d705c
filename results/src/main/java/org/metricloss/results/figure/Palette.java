package org.metricloss.results.figure;

import java.util.List;

/**
 * How the i-th class, objective or engine of a figure looks: a colour and a shape that go by turns, so that 42 things look
 * different and the first six differ in both. The colours are the seven of Paul Tol's scheme "bright"
 * (https://personal.sron.nl/~pault/), which readers with any colour vision tell apart on white and on dark ground.
 */
public final class Palette {
    /** The shapes that stand beside the colours, named for what they look like. */
    public enum Shape {
        CIRCLE,
        SQUARE,
        TRIANGLE_UP,
        DIAMOND,
        CROSS,
        TRIANGLE_DOWN
    }

    /**
     * A look.
     *
     * @param colour red, green and blue as {@code #RRGGBB}
     * @param shape the marker's shape
     */
    public record Look(String colour, Shape shape) {
        /** @return the colour as 0xRRGGBB */
        public int rgb() {
            return Integer.parseInt(colour.substring(1), 16);
        }
    }

    private static final List<String> COLOURS =
            List.of("#4477AA", "#EE6677", "#228833", "#CCBB44", "#66CCEE", "#AA3377", "#BBBBBB");

    /** How many looks there are before they repeat. */
    public static final int SIZE = COLOURS.size() * Shape.values().length;

    private Palette() {}

    /**
     * @param index of a thing among its kind, at least 0
     * @return its look; the same for indices that are {@link #SIZE} apart
     */
    public static Look of(int index) {
        Shape[] shapes = Shape.values();
        return new Look(COLOURS.get(index % COLOURS.size()), shapes[index % shapes.length]);
    }
}
