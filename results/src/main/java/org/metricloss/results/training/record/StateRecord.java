package org.metricloss.results.training.record;

import org.metricloss.results.record.Require;

/**
 * A state that a loss of the trial keeps.
 *
 * @param array the name of its array in the trial's artifacts, such as {@code loss_center_centers}
 * @param role what it means: {@link #CENTERS}, {@link #CLASS_WEIGHTS}, {@link #PROXIES}, {@link #OTHER}, or a role that
 *     a later version defines
 */
public record StateRecord(String array, String role) {
    /** A center for each class, [classes, d]. */
    public static final String CENTERS = "centers";
    /** A weight vector for each class, [classes, d], by which embeddings are multiplied. */
    public static final String CLASS_WEIGHTS = "class-weights";
    /** One or more proxies for each class, [k classes, d], those of a class in k consecutive rows. */
    public static final String PROXIES = "proxies";
    /** Anything else. */
    public static final String OTHER = "other";

    /** @throws IllegalArgumentException if a component is missing */
    public StateRecord {
        Require.text("array", array);
        Require.text("role", role);
    }
}
