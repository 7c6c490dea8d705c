package org.metricloss.results.figure;

import java.util.List;

/**
 * The colour and shape of the i-th class, objective or engine of a figure. Colours and shapes alternate so that 60
 * items look different, and the first ten, which suffice for digits, differ in colour. The first seven colours are
 * darker versions of Okabe and Ito's set (https://jfly.uni-koeln.de/color/), which readers with any colour vision can
 * distinguish. Each colour has a lighter version for a dark background.
 */
public final class Palette {
    /** The shapes that complement the colours, named by their appearance. */
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
     * A colour and a shape.
     *
     * @param colour red, green and blue as {@code #RRGGBB}, for a white background
     * @param onDark the version of the colour for a dark background
     * @param shape the marker's shape
     */
    public record Look(String colour, String onDark, Shape shape) {
        /** {@return the colour for a white background as 0xRRGGBB} */
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

    /** The number of colours. After these they repeat with other shapes. */
    public static final int COLOUR_COUNT = COLOURS.size();

    /** The number of looks before they repeat. */
    public static final int SIZE = COLOURS.size() * Shape.values().length;

    private Palette() {}

    /**
     * {@return the look of an item; the same for indices that differ by {@link #SIZE}}
     *
     * @param index the index of the item among its kind, at least 0
     */
    public static Look of(int index) {
        Shape[] shapes = Shape.values();
        int colour = index % COLOURS.size();
        return new Look(
                COLOURS.get(colour), ON_DARK.get(colour), shapes[(index + index / COLOURS.size()) % shapes.length]);
    }
}
