package org.metricloss.results.figure;

import java.util.List;
import java.util.Optional;
import org.metricloss.results.statistics.Interval;

/**
 * A chart of horizontal bars: one line per category, with its parts one after another.
 *
 * @param id see {@link Figure#id}
 * @param title see {@link Figure#title}
 * @param caption see {@link Figure#caption}
 * @param axis the axis of the lengths; linear, from 0
 * @param categories the lines from top to bottom
 * @param parts the parts of each line, at least one
 */
public record BarChart(String id, String title, String caption, Axis axis, List<String> categories, List<Part> parts)
        implements Figure {
    /**
     * One part of every line.
     *
     * @param name its name in the legend
     * @param style the number of its colour, at least 0
     * @param bars one per category: length and interval, or empty if there is nothing to show
     */
    public record Part(String name, int style, List<Optional<Bar>> bars) {
        /** Copies the list. */
        public Part {
            bars = List.copyOf(bars);
        }
    }

    /**
     * A bar of one part in one category.
     *
     * @param length its length, at least 0
     * @param interval the interval around the length
     */
    public record Bar(double length, Optional<Interval> interval) {
        /** @throws IllegalArgumentException if the length is negative or not finite */
        public Bar {
            if (!(length >= 0) || !Double.isFinite(length)) {
                throw new IllegalArgumentException("a bar must be >= 0 long, got " + length);
            }
        }
    }

    /** @throws IllegalArgumentException if the axis is logarithmic or a part does not have one bar per category */
    public BarChart {
        Figure.requireId(id);
        categories = List.copyOf(categories);
        parts = List.copyOf(parts);
        if (axis.scale() != Axis.Scale.LINEAR) {
            throw new IllegalArgumentException("bars of chart " + id + " must stand on a linear axis");
        }
        if (categories.isEmpty() || parts.isEmpty()) {
            throw new IllegalArgumentException("chart " + id + " must have a category and a part");
        }
        for (Part part : parts) {
            if (part.bars().size() != categories.size()) {
                throw new IllegalArgumentException("chart " + id + ": part " + part.name() + " must have "
                        + categories.size() + " bars, got " + part.bars().size());
            }
        }
    }
}
