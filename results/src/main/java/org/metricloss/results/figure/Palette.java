package org.metricloss.results.figure;

import java.util.List;

/**
 * How the i-th class, objective or engine of a figure looks: a colour and a shape that go by turns, so that 60 things look
 * different and the first ten, as many as there are digits, differ in colour. The first seven colours are darker ones of
 * Okabe and Ito's set (https://jfly.uni-koeln.de/color/), which readers with any colour vision tell apart; on dark ground each
 * has a lighter one of its own.
 */
public final class Palette {
    /** The shapes that stand beside the colours, named for what they look like. */
    public enum Shape {
        /** A disc. */
        CIRCLE,
        /** A square with horizontal and vertical sides. */
        SQUARE,
        /** A triangle with a corner at the top. */
        TRIANGLE_UP,
        /** A square that stands on a corner. */
        DIAMOND,
        /** Two crossing strokes. */
        CROSS,
        /** A triangle with a corner at the bottom. */
        TRIANGLE_DOWN
    }

    /**
     * A look.
     *
     * @param colour red, green and blue as {@code #RRGGBB}, on white
     * @param onDark the same colour on dark ground
     * @param shape the marker's shape
     */
    public record Look(String colour, String onDark, Shape shape) {
        /** {@return the colour on white as 0xRRGGBB} */
        public int rgb() {
            return Integer.parseInt(colour.substring(1), 16);
        }
    }

    private static final List<String> COLOURS = List.of(
            "#0072B2", "#D55E00", "#009273", "#B4508F", "#C98A00", "#3F9FD8", "#4D4D4D", "#8B7500", "#882255",
            "#5B53B8");

    private static final List<String> ON_DARK = List.of(
            "#4AA8E8", "#F58A3C", "#2FC6A2", "#E08CC2", "#F0B429", "#8FD0F7", "#C4C9CD", "#D3C451", "#D6678F",
            "#A59DF2");

    /** How many colours there are before they come again, with other shapes. */
    public static final int COLOUR_COUNT = COLOURS.size();

    /** How many looks there are before they repeat. */
    public static final int SIZE = COLOURS.size() * Shape.values().length;

    private Palette() {}

    /**
     * {@return its look; the same for indices that are {@link #SIZE} apart}
     *
     * @param index of a thing among its kind, at least 0
     */
    public static Look of(int index) {
        Shape[] shapes = Shape.values();
        int colour = index % COLOURS.size();
        return new Look(
                COLOURS.get(colour), ON_DARK.get(colour), shapes[(index + index / COLOURS.size()) % shapes.length]);
    }
}
