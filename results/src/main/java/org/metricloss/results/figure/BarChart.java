package org.metricloss.results.figure;

import java.util.List;
import java.util.Optional;
import org.metricloss.results.statistics.Interval;

/**
 * Horizontal bars: one line per category, its parts one after another.
 *
 * @param id see {@link Figure#id}
 * @param title see {@link Figure#title}
 * @param caption see {@link Figure#caption}
 * @param axis what lengths measure; linear, from 0
 * @param categories the lines from above
 * @param parts what each line is made of, at least one
 */
public record BarChart(String id, String title, String caption, Axis axis, List<String> categories, List<Part> parts)
        implements Figure {
    /**
     * One part of every line.
     *
     * @param name in the legend
     * @param style which colour it has, at least 0
     * @param bars one per category: length and interval, or empty if there is nothing to show
     */
    public record Part(String name, int style, List<Optional<Bar>> bars) {
        /** Copies the list. */
        public Part {
            bars = List.copyOf(bars);
        }
    }

    /**
     * @param length at least 0
     * @param interval around it
     */
    public record Bar(double length, Optional<Interval> interval) {
        /** @throws IllegalArgumentException if the length is negative or not finite */
        public Bar {
            if (!(length >= 0) || !Double.isFinite(length)) {
                throw new IllegalArgumentException("a bar must be >= 0 long, got " + length);
            }
        }
    }

    /** @throws IllegalArgumentException if the axis is logarithmic or a part has another number of bars */
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
