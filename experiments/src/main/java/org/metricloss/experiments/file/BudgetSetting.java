package org.metricloss.experiments.file;

/**
 * How long each trial trains.
 *
 * @param epochs the passes over the training data, in [1, {@value #MAX_EPOCHS}]
 */
public record BudgetSetting(int epochs) {
    /** The longest budget. */
    public static final int MAX_EPOCHS = 1_000_000;

    /** Checks the range. */
    public BudgetSetting {
        if (!(epochs >= 1 && epochs <= MAX_EPOCHS)) {
            throw new IllegalArgumentException("epochs must be in [1, %s], got %s".formatted(MAX_EPOCHS, epochs));
        }
    }

    /**
     * @param share above 0, at most 1
     * @return that share of this budget, rounded to whole epochs, at least 1
     */
    BudgetSetting part(double share) {
        return new BudgetSetting((int) Math.max(1, Math.round(epochs * share)));
    }

    static BudgetSetting read(Value value) {
        return new BudgetSetting(value.fields("epochs").required("epochs").integer(1, MAX_EPOCHS));
    }
}
