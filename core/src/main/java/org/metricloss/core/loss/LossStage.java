package org.metricloss.core.loss;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.metricloss.core.array.DataType;
import org.metricloss.core.tensor.Tensor;

/**
 * The work of a loss up to some point, as a loss of its own, so that it can be timed from outside. The time of its
 * phases is its own time minus that of the stage before. A stage has several phases if the loss computes them in one
 * pass over the same numbers, so that they cannot be timed separately.
 *
 * @param phases the phases since the stage before, at least one
 * @param exponent the power of the number of samples, or of listed tuples, with which the time of these phases is
 *     expected to grow for large batches, without logarithms
 * @param loss does the work up to here
 * @param extent the part of that loss that is computed
 */
public record LossStage(Set<LossPhase> phases, int exponent, MetricLoss loss, Extent extent) {
    /** The part of a loss that is computed. */
    public enum Extent {
        /** Its value and diagnostics. */
        FORWARD,
        /** All: value, diagnostics, derivatives and next state. */
        ALL
    }

    /** Checks the ranges. */
    public LossStage {
        phases = Collections.unmodifiableSet(new TreeSet<>(phases));
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("a stage must have a phase");
        }
        if (!(exponent >= 0)) {
            throw new IllegalArgumentException("exponent must be >= 0, got " + exponent);
        }
    }

    /** {@return the phases in their order, such as {@code mining+value}} */
    public String name() {
        return phases.stream().map(LossPhase::word).collect(Collectors.joining("+"));
    }

    /**
     * Creates a stage that computes a part of the formula of a loss.
     *
     * @param phases what is done since the stage before
     * @param exponent see {@link #exponent}
     * @param whole the loss, which defines the draws and tuples of a batch
     * @param part computes the part and returns a scalar of any type but BOOL that depends on all of it
     * @return the stage
     */
    public static LossStage part(
            Set<LossPhase> phases, int exponent, MetricLoss whole, Function<LossInput, Tensor> part) {
        return new LossStage(phases, exponent, new Part(whole, part), Extent.FORWARD);
    }

    /**
     * Creates the last two stages of most losses: the value, then the derivatives.
     *
     * @param phases the phases up to the value since the stage before
     * @param exponent the exponent of those phases
     * @param gradientExponent the exponent of the derivatives
     * @param whole the loss, which has no moved state
     * @return the two stages
     */
    public static List<LossStage> valueAndGradient(
            Set<LossPhase> phases, int exponent, int gradientExponent, MetricLoss whole) {
        return List.of(
                new LossStage(phases, exponent, whole, Extent.FORWARD),
                new LossStage(Set.of(LossPhase.GRADIENT), gradientExponent, whole, Extent.ALL));
    }

    /** A part of a loss's formula, which may read learned state; it moves none. */
    private record Part(MetricLoss whole, Function<LossInput, Tensor> part) implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            return whole.state(setting).stream()
                    .filter(LossState.Learned.class::isInstance)
                    .toList();
        }

        @Override
        public int drawsPerSample(int samples) {
            return whole.drawsPerSample(samples);
        }

        @Override
        public Optional<TupleKind> listedTuples() {
            return whole.listedTuples();
        }

        @Override
        public LossOutput compute(LossInput input) {
            Tensor value = part.apply(input).stopGradient();
            DataType type = input.embeddings().dataType();
            return LossOutput.of(value.dataType() == type ? value : value.cast(type));
        }
    }
}
