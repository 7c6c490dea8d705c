package org.metricloss.results.figure;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.MeanEstimate;

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
     * @param few the values whose mean is the length, where they are too few for an interval; otherwise empty
     */
    public record Bar(double length, Optional<Interval> interval, List<Double> few) {
        /** Creates a bar with an interval. */
        public Bar(double length, Optional<Interval> interval) {
            this(length, interval, List.of());
        }

        /** Creates the bar of a mean. */
        public static Bar of(MeanEstimate mean) {
            return new Bar(mean.mean(), mean.interval(), mean.few());
        }

        /** @throws IllegalArgumentException if the length is negative or not finite */
        public Bar {
            few = List.copyOf(few);
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

    /** {@return the part of the axis that is shown: from 0 to the longest line or the farthest end of an interval} */
    public AxisRange range() {
        DoubleStream ends = IntStream.range(0, categories.size())
                .mapToDouble(line -> parts.stream()
                        .flatMap(part -> part.bars().get(line).stream())
                        .mapToDouble(Bar::length)
                        .sum());
        DoubleStream intervals = showsIntervals()
                ? parts.get(0).bars().stream()
                        .flatMap(Optional::stream)
                        .flatMapToDouble(bar -> XyPoint.extent(bar.length(), bar.interval()))
                : DoubleStream.empty();
        return AxisRange.ofBars(axis, DoubleStream.concat(ends, intervals).toArray());
    }

    /** {@return whether intervals are drawn: lines of several parts have none, because their parts begin at other places} */
    public boolean showsIntervals() {
        return parts.size() == 1;
    }
}
