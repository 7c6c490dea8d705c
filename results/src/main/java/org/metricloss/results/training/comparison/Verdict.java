package org.metricloss.results.training.comparison;

/** The outcome of a comparison with the baseline. */
public enum Verdict {
    /** The difference is in the better direction and its Holm-adjusted p is at most 0.05. */
    BETTER,
    /** The difference is in the worse direction and its Holm-adjusted p is at most 0.05. */
    WORSE,
    /** There is a test, but it does not reject: chance may explain the difference. */
    NOT_DISTINGUISHABLE,
    /** There are values to compare, but no test: one seed, or differences without any variance. */
    NOT_TESTED,
    /** No seed has a value of both or, if values are not paired, one side has none. */
    NOT_COMPARED
}
