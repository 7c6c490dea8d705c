package org.metricloss.experiments.cost;

import java.util.Locale;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.TupleKind;

/**
 * One measurement of the plan.
 *
 * @param series the loss and how it is computed
 * @param engine the engine's id
 * @param samples n
 * @param dimension the embedding dimension
 * @param classes the classes among the n samples
 * @param fixed the quantity that stays fixed as n grows, as written in ids: {@code c-10} for 10 classes, {@code p-8}
 *     for 8 samples per class
 * @param sampleTuples how many listed tuples are timed, if the loss needs listed tuples
 * @param round counted from 1
 */
record CostPoint(
        CostSeries series,
        String engine,
        int samples,
        int dimension,
        int classes,
        String fixed,
        int sampleTuples,
        int round) {
    /** {@return the name of its record, such as {@code triplet.exact.djl.n-512.d-128.c-10.round-1}} */
    String id() {
        return String.format(Locale.ROOT, "%s.round-%d", idWithoutRound(), round);
    }

    /** {@return the part of the id that the same point has in every round} */
    String idWithoutRound() {
        return String.format(
                Locale.ROOT,
                "%s.%s.%s.n-%d.d-%d.%s",
                series.name(),
                series.algorithm(),
                engine,
                samples,
                dimension,
                fixed);
    }

    /** {@return the same point in another round} */
    CostPoint inRound(int other) {
        return new CostPoint(series, engine, samples, dimension, classes, fixed, sampleTuples, other);
    }

    /** {@return the profile of the n samples} */
    BatchProfile profile() {
        return BatchProfile.even(samples, classes, dimension);
    }

    /** {@return the profile of the timed batch: the n samples, or the members of a sample of listed tuples} */
    BatchProfile timedProfile() {
        return series.loss()
                .listedTuples()
                .map(kind -> BatchProfile.ofLabels(ListedSample.of(this, kind).labels(), classes, dimension)
                        .listing(sampleTuples))
                .orElseGet(this::profile);
    }

    /** {@return the kind of tuples that must be listed; only for a loss that needs listed tuples} */
    TupleKind kind() {
        return series.loss().listedTuples().orElseThrow();
    }
}
