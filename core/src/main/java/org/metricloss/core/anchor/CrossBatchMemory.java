package org.metricloss.core.anchor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.array.Shape;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossPhase;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossStage;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Range;
import org.metricloss.core.loss.ReferenceSet;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.pair.PairPass;
import org.metricloss.core.tensor.Tensor;

/**
 * A loss of pairs or triplets with a cross-batch memory (Wang, Zhang, Huang, Scott: Cross-Batch Memory for Embedding
 * Learning, CVPR 2020): a queue of the embeddings of past batches, which change slowly, provides additional references.
 * From the step {@code after} on, the value is
 *
 * <pre>{@code loss(batch, batch) + loss(batch, queue before this batch)}</pre>
 *
 * <p>and before that step it is the first summand alone. The queue is filled from the first step on, newest batch
 * first; no gradient reaches it. Until it is full, only its filled part counts. The queue is moved state:
 * {@value #EMBEDDINGS} [size, d] and {@value #LABELS} [size], whole numbers, which are -1 in empty places.
 *
 * <p>Diagnostics: those of the batch alone; those of the comparison with the queue, with "memory" before their names;
 * and {@value #FILLED}.
 *
 * @param loss the loss; it must be able to compare references, and none of its state may have a name of the queue's
 *     state
 * @param size how many embeddings the queue holds, at least the samples of a batch
 * @param after for how many steps the queue is filled but not used
 */
public record CrossBatchMemory(MetricLoss loss, int size, int after) implements CostedLoss {
    /** The state with the embeddings of the queue. */
    public static final String EMBEDDINGS = "memory";
    /** The state with their labels. */
    public static final String LABELS = "memoryLabels";
    /** The diagnostic of the number of embeddings in the queue before a batch; the largest of an epoch. */
    public static final String FILLED = "memoryFilled";
    /** The range of the size: labels take few bytes, embeddings many. */
    public static final Range SIZE = Range.between(1, 10_000_000);
    /** The range of the steps without the queue. */
    public static final Range AFTER = Range.between(0, 1_000_000_000);

    private static final int EMPTY = -1;
    /** Weights of a session, labels too, are handed over as float32, which has every whole number up to here. */
    private static final int CLASSES = 1 << 24;

    /** Checks the ranges and the loss. */
    public CrossBatchMemory {
        SIZE.require("size", size);
        AFTER.require("after", after);
        if (!loss.comparesReferences()) {
            throw new IllegalArgumentException(
                    "a cross-batch memory needs a loss that compares all pairs or triplets of a batch, got " + loss);
        }
    }

    @Override
    public List<LossState> state(LossSetting setting) {
        if ((long) size * setting.dimension() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "size of the memory times the dimension %s must be <= %s, the elements of an array, got size %s"
                            .formatted(setting.dimension(), Integer.MAX_VALUE, size));
        }
        if (setting.classes() > CLASSES) {
            throw new IllegalArgumentException(
                    "a memory keeps labels as float32, which is exact up to %s classes, got %s"
                            .formatted(CLASSES, setting.classes()));
        }
        List<LossState> state = new ArrayList<>(loss.state(setting));
        state.add(new LossState.Moved(EMBEDDINGS, Shape.of(size, setting.dimension()), Initializer.zero()));
        state.add(new LossState.Moved(LABELS, Shape.of(size), new Initializer.Constant(EMPTY)).whole());
        return state;
    }

    @Override
    public Optional<Distance> trainedDistance() {
        return loss.trainedDistance();
    }

    /** Both summands have draws of their own. */
    @Override
    public int drawsPerSample(int samples) {
        return 2 * loss.drawsPerSample(samples);
    }

    @Override
    public LossOutput compute(LossInput input) {
        int m = input.samples();
        if (m > size) {
            throw new IllegalArgumentException(
                    "size of the memory must be >= the %s samples of a batch, got %s".formatted(m, size));
        }
        Tensor embeddings = input.state(EMBEDDINGS);
        Tensor labels = input.state(LABELS);
        int draws = loss.drawsPerSample(m);
        LossOutput own = loss.compute(input.seenWith(input.state(), columns(input.draws(), 0, draws)));
        Tensor early = input.step().lessThan(labels.full(after)).reshape(1);
        ReferenceSet queue = new ReferenceSet(embeddings, early.choose(labels.full(EMPTY, size), labels));
        LossOutput past = loss.compute(input.seenWith(input.state(), columns(input.draws(), draws, 2 * draws))
                .comparedWith(queue));
        List<Diagnostic> diagnostics = new ArrayList<>(own.diagnostics());
        past.diagnostics().forEach(each -> diagnostics.add(ofMemory(each)));
        return new LossOutput(own.value().add(past.value()), own.nextState(), diagnostics)
                .maximum(FILLED, labels.greaterThan(EMPTY).count())
                .next(EMBEDDINGS, queued(input.embeddings().stopGradient(), embeddings))
                .next(LABELS, queued(input.labels(), labels));
    }

    private static Optional<Tensor> columns(Optional<Tensor> draws, int from, int to) {
        return draws.map(all -> all.slice(1, from, to));
    }

    /** {@return the queue with the newest in front and the oldest dropped} */
    private Tensor queued(Tensor newest, Tensor queue) {
        int m = newest.shape().size(0);
        return m == size ? newest : newest.concat(queue.slice(0, 0, size - m), 0);
    }

    private static Diagnostic ofMemory(Diagnostic diagnostic) {
        String name = diagnostic.name();
        return new Diagnostic(
                "memory" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                diagnostic.kind(),
                diagnostic.sum(),
                diagnostic.count());
    }

    @Override
    public Optional<Tensor> classScores(Tensor embeddings, Map<String, Tensor> state) {
        return loss.classScores(embeddings, state);
    }

    @Override
    public Optional<Tensor> classLogits(Tensor embeddings, Map<String, Tensor> state) {
        return loss.classLogits(embeddings, state);
    }

    /** {@return the tuples within the batch} */
    @Override
    public long tuples(BatchProfile batch) {
        return CostedLoss.of(loss).tuples(batch);
    }

    @Override
    public HeldArrays arrays(BatchProfile batch) {
        // The next queue, its predecessor without the oldest, and what normalizing the queue takes.
        return CostedLoss.of(loss)
                .arrays(batch)
                .plus(PairPass.arrays(batch.samples(), size, batch.dimension(), 1))
                .operations(6, size, batch.dimension());
    }

    @Override
    public List<LossStage> stages() {
        return List.of(new LossStage(
                Set.of(LossPhase.DISTANCES, LossPhase.MINING, LossPhase.VALUE, LossPhase.GRADIENT),
                2,
                this,
                LossStage.Extent.ALL));
    }
}
