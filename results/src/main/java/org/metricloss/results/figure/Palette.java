package org.metricloss.results.figure;

import java.util.List;

/**
 * The colours and shapes of figures. There are two kinds without a colour or shape in common: one for objectives and
 * other series that are compared, one for what a figure divides into parts, such as classes, phases and measures.
 * Colours and shapes alternate so that 60 items of a kind look different, and the first ten, which suffice for digits,
 * differ in colour. The first seven colours of objectives are darker versions of Okabe and Ito's set
 * (https://jfly.uni-koeln.de/color/), which readers with any colour vision can distinguish. Each colour has a lighter
 * version for a dark background.
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
        TRIANGLE_DOWN,
        /** An upright cross. */
        PLUS,
        /** A flat diamond. */
        DIAMOND_WIDE,
        /** A star with five points. */
        STAR,
        /** An upright diamond. */
        DIAMOND_TALL,
        /** Two triangles whose corners meet in the middle, side by side. */
        BOWTIE,
        /** Two triangles whose corners meet in the middle, one above the other. */
        HOURGLASS
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

    private static final List<String> PART_COLOURS = List.of(
            "#1F3FBF", "#D7263D", "#2B8A1A", "#8E24C9", "#A0622D", "#008C9E", "#D81E9B", "#6B7F00", "#64748B",
            "#E4572E");

    private static final List<String> PARTS_ON_DARK = List.of(
            "#8098FF", "#FF7183", "#6FD65B", "#CE8BFA", "#D6A070", "#4FD6E6", "#FF7FD0", "#BDD13C", "#A9B8CC",
            "#FF9A76");

    /** The number of colours of each kind. After these they repeat with other shapes. */
    public static final int COLOUR_COUNT = COLOURS.size();

    private static final int SHAPE_COUNT = Shape.values().length / 2;

    /** The number of looks of each kind before they repeat. */
    public static final int SIZE = COLOUR_COUNT * SHAPE_COUNT;

    private Palette() {}

    /**
     * {@return the look of a style: styles from 0 are those of objectives and series, from {@link #SIZE} those of parts,
     * see {@link #part}; then they repeat}
     *
     * @param style at least 0
     */
    public static Look of(int style) {
        boolean part = style / SIZE % 2 == 1;
        int index = style % SIZE;
        int colour = index % COLOUR_COUNT;
        int shape = (index + index / COLOUR_COUNT) % SHAPE_COUNT;
        return part
                ? new Look(PART_COLOURS.get(colour), PARTS_ON_DARK.get(colour), Shape.values()[SHAPE_COUNT + shape])
                : new Look(COLOURS.get(colour), ON_DARK.get(colour), Shape.values()[shape]);
    }

    /**
     * {@return the style of a class, phase or measure, whose colour and shape no objective has}
     *
     * @param index its index among its kind, at least 0
     */
    public static int part(int index) {
        return SIZE + index % SIZE;
    }
}
