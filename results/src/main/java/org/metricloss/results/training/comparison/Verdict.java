package org.metricloss.results.training.comparison;

/** The outcome of a comparison with the baseline. */
public enum Verdict {
    /** The difference is in the better direction and its Holm-adjusted p is at most 0.05. */
    BETTER,
    /** The difference is in the worse direction and its Holm-adjusted p is at most 0.05. */
    WORSE,
    /** There are values to compare, but no test rejects: chance may explain the difference. */
    NOT_DISTINGUISHABLE,
    /** No seed has a value of both or, if values are not paired, one side has none. */
    NOT_COMPARED
}
