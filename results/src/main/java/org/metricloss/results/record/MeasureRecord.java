package org.metricloss.results.record;

/**
 * The description of a measure for reports. It is stored in the manifest, so that a report can name measures of any
 * origin.
 *
 * @param id its name in records and tables
 * @param title its name in reports
 * @param unit the unit of its values; empty for shares and other pure numbers
 * @param least the least value it can take
 * @param greatest the greatest value it can take; may be infinite
 * @param direction which values are better
 * @param scaleMatters whether its values grow with the scale of the embedding
 */
public record MeasureRecord(
        String id,
        String title,
        String unit,
        double least,
        double greatest,
        Direction direction,
        boolean scaleMatters) {
    /** Which values of a measure are better. */
    public enum Direction {
        /** More is better. */
        HIGHER_IS_BETTER,
        /** Less is better. */
        LOWER_IS_BETTER,
        /** Neither: it accompanies another measure. */
        NONE
    }

    /** @throws IllegalArgumentException if a component is missing or least is not below greatest */
    public MeasureRecord {
        Require.text("id", id);
        Require.text("title of measure " + id, title);
        Require.present("unit of measure " + id, unit);
        Require.present("direction of measure " + id, direction);
        if (!(least < greatest)) {
            throw new IllegalArgumentException(
                    "least of measure " + id + " must be < greatest, got " + least + " and " + greatest);
        }
    }

    /** {@return whether objectives are compared by it: it has a better direction and does not depend on the scale} */
    public boolean isCompared() {
        return direction != Direction.NONE && !scaleMatters;
    }
}
