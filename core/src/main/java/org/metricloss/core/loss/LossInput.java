package org.metricloss.core.loss;

import java.util.Map;
import java.util.Optional;
import org.metricloss.core.array.DataType;
import org.metricloss.core.tensor.Tensor;

/**
 * The input of a loss: one batch.
 *
 * @param embeddings [m, d], floating point
 * @param labels class indices, INT64 [m], each in [0, classes); not every class need occur
 * @param classes the number of classes
 * @param state the loss's state by name, of the type of the embeddings or, if it is declared as whole numbers, INT64;
 *     moved state carries no gradient
 * @param tuples explicit tuples listed by the sampler: INT64 [t, 2] pairs or [t, 3] triplets (anchor, positive,
 *     negative) of rows of the embeddings; empty if the loss forms its own from the batch
 * @param draws uniform draws from [0, 1), [m, k] with k from {@link MetricLoss#drawsPerSample}; empty if k is 0
 * @param epoch the epoch, counted from 0, an INT64 scalar; 0 outside training. Its value is unknown while an engine
 *     builds a graph, so schedules compute with tensors
 * @param step how many steps the optimizer took before this one, an INT64 scalar; 0 outside training. A resumed
 *     training continues to count
 * @param references constant embeddings that the batch is compared with instead of itself; usually empty, so that it is
 *     compared with itself. Given only to a loss that {@link MetricLoss#comparesReferences}
 */
public record LossInput(
        Tensor embeddings,
        Tensor labels,
        int classes,
        Map<String, Tensor> state,
        Optional<Tensor> tuples,
        Optional<Tensor> draws,
        Tensor epoch,
        Tensor step,
        Optional<ReferenceSet> references) {
    /** Checks that the parts fit together. */
    public LossInput {
        if (embeddings.shape().rank() != 2 || !embeddings.dataType().isFloating()) {
            throw new IllegalArgumentException("embeddings must be a floating-point matrix [m, d], got %s %s"
                    .formatted(embeddings.dataType(), embeddings.shape()));
        }
        if (labels.dataType() != DataType.INT64
                || labels.shape().rank() != 1
                || labels.shape().size(0) != embeddings.shape().size(0)) {
            throw new IllegalArgumentException("labels must be INT64 [%s], one per embedding, got %s %s"
                    .formatted(embeddings.shape().size(0), labels.dataType(), labels.shape()));
        }
        references.ifPresent(set -> requireComparable(embeddings, set.embeddings()));
        requireCount("epoch", epoch);
        requireCount("step", step);
        state = Map.copyOf(state);
    }

    /**
     * A batch that is compared with itself.
     *
     * @param embeddings [m, d], floating point
     * @param labels class indices, INT64 [m]
     * @param classes the number of classes
     * @param state the loss's state by name
     * @param tuples explicit tuples listed by the sampler, if any
     * @param draws uniform draws [m, k], if any
     * @param epoch the epoch, an INT64 scalar
     * @param step the steps before this one, an INT64 scalar
     */
    public LossInput(
            Tensor embeddings,
            Tensor labels,
            int classes,
            Map<String, Tensor> state,
            Optional<Tensor> tuples,
            Optional<Tensor> draws,
            Tensor epoch,
            Tensor step) {
        this(embeddings, labels, classes, state, tuples, draws, epoch, step, Optional.empty());
    }

    private static void requireComparable(Tensor embeddings, Tensor others) {
        if (others.dataType() != embeddings.dataType()
                || others.shape().size(1) != embeddings.shape().size(1)) {
            throw new IllegalArgumentException("references must be %s [r, %s] like the embeddings, got %s %s"
                    .formatted(embeddings.dataType(), embeddings.shape().size(1), others.dataType(), others.shape()));
        }
    }

    private static void requireCount(String name, Tensor count) {
        if (count.dataType() != DataType.INT64 || count.shape().rank() != 0) {
            throw new IllegalArgumentException(
                    "%s must be an INT64 scalar, got %s %s".formatted(name, count.dataType(), count.shape()));
        }
    }

    /**
     * {@return this batch as one loss sees it}
     *
     * @param ownState the state of the loss, by its name there
     * @param ownDraws the draws of the loss
     */
    public LossInput seenWith(Map<String, Tensor> ownState, Optional<Tensor> ownDraws) {
        return new LossInput(embeddings, labels, classes, ownState, tuples, ownDraws, epoch, step, references);
    }

    /**
     * {@return this batch, to be compared with those}
     *
     * @param others constant embeddings of the same dimension
     */
    public LossInput comparedWith(ReferenceSet others) {
        return new LossInput(embeddings, labels, classes, state, tuples, draws, epoch, step, Optional.of(others));
    }

    /** {@return the number of classes and the embedding dimension} */
    public LossSetting setting() {
        return new LossSetting(classes, dimension());
    }

    /** {@return the number of samples m} */
    public int samples() {
        return embeddings.shape().size(0);
    }

    /** {@return the embedding dimension d} */
    public int dimension() {
        return embeddings.shape().size(1);
    }

    /**
     * {@return its value before this step}
     *
     * @param name a state this loss declared
     * @throws IllegalArgumentException if there is none of that name
     */
    public Tensor state(String name) {
        Tensor value = state.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no state '%s'; given: %s".formatted(name, state.keySet()));
        }
        return value;
    }

    /**
     * {@return the row of the embeddings at that place of each listed tuple, INT64 [t]}
     *
     * @param kind the kind that the loss requested by {@link MetricLoss#listedTuples}
     * @param place a place in the tuple, counted from 0: of triplets 0 is the anchor, 1 the positive, 2 the negative
     * @throws IllegalArgumentException if the batch lists no such tuples
     */
    public Tensor listed(TupleKind kind, int place) {
        Tensor listed = tuples.filter(each -> each.shape().size(1) == kind.members())
                .orElseThrow(() -> new IllegalArgumentException("the batch lists no " + kind.words()));
        return listed.pick(listed.full(place, listed.shape().size(0)));
    }

    /** {@return which sample is of which class, BOOL [m, classes]: one true element in each row} */
    public Tensor ofClass() {
        return labels.reshape(samples(), 1).equalTo(labels.range(classes).reshape(1, classes));
    }

    /** {@return which pairs (i, j) have equal labels, BOOL [m, m]; the diagonal is true} */
    public Tensor sameLabel() {
        int m = samples();
        return labels.reshape(m, 1).equalTo(labels.reshape(1, m));
    }

    /** {@return which pairs are two different samples, BOOL [m, m]: everything but the diagonal} */
    public Tensor twoSamples() {
        int m = samples();
        Tensor row = labels.range(m);
        return row.reshape(m, 1).equalTo(row.reshape(1, m)).not();
    }

    /** {@return every pair of two samples once, BOOL [m, m]: the pairs (i, j) with i &lt; j} */
    public Tensor unorderedPairs() {
        int m = samples();
        Tensor row = labels.range(m);
        return row.reshape(m, 1).lessThan(row.reshape(1, m));
    }
}
