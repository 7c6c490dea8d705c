package org.metricloss.core.loss;

import java.util.List;

/**
 * What helps a reader choose a loss: shown by lists and documents, and used to tune it.
 *
 * @param family what the loss compares a sample with
 * @param paper where it was published: authors, title, place and year; empty if it is unpublished
 * @param use one sentence on when to use it, with its full stop; empty if not known
 * @param tuples how many tuples {@link CostedLoss#tuples} counts, as a formula of m samples with n_c in class c; "none"
 *     if the loss compares no samples with each other
 * @param tuning the ranges that are usually tuned, each parameter once; empty if none is
 */
public record LossGuide(LossFamily family, String paper, String use, String tuples, List<TuningRange> tuning) {
    /** Copies the list and checks it. */
    public LossGuide {
        tuning = List.copyOf(tuning);
        if (tuning.stream().map(TuningRange::parameter).distinct().count() < tuning.size()) {
            throw new IllegalArgumentException("each parameter may have one tuning range, got " + tuning);
        }
    }

    /**
     * {@return a guide to a loss that compares no samples with each other and has nothing to tune}
     *
     * @param family what the loss compares a sample with
     * @param paper where it was published
     * @param use one sentence on when to use it
     */
    public static LossGuide of(LossFamily family, String paper, String use) {
        return new LossGuide(family, paper, use, "none", List.of());
    }

    /** {@return this guide with that number of tuples, as a formula} */
    public LossGuide tuples(String formula) {
        return new LossGuide(family, paper, use, formula, tuning);
    }

    /** {@return this guide with those tuning ranges} */
    public LossGuide tuning(TuningRange... ranges) {
        return new LossGuide(family, paper, use, tuples, List.of(ranges));
    }
}
