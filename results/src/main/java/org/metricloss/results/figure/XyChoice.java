package org.metricloss.results.figure;

import java.util.List;

/**
 * One figure as several charts of the same things over different axes. The page shows one of them and lets readers choose
 * another by its axes. Files show the first.
 *
 * @param variants the charts, at least one, all with the same id and each with another pair of titles of axes
 */
public record XyChoice(List<XyChart> variants) implements Figure {
    /** @throws IllegalArgumentException if there is no chart, ids differ or two charts have the same axes */
    public XyChoice {
        variants = List.copyOf(variants);
        if (variants.stream().map(XyChart::id).distinct().count() != 1) {
            throw new IllegalArgumentException("the variants of a figure must have one id, got "
                    + variants.stream().map(XyChart::id).distinct().toList());
        }
        if (variants.stream()
                        .map(chart -> List.of(chart.x().title(), chart.y().title()))
                        .distinct()
                        .count()
                != variants.size()) {
            throw new IllegalArgumentException(
                    "the variants of figure " + variants.get(0).id() + " must differ in their axes");
        }
    }

    /** {@return the chart that is shown first} */
    public XyChart first() {
        return variants.get(0);
    }

    @Override
    public String id() {
        return first().id();
    }

    @Override
    public String title() {
        return first().title();
    }

    @Override
    public String caption() {
        return first().caption();
    }
}
