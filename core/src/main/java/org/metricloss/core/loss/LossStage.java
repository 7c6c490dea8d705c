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
 * The work of a loss up to some point, as a loss of its own, so that it can be timed from outside with nothing between the clock
 * reads but the work: what a stage takes longer than the one before is the time of its phases. Several phases in one stage
 * cannot be told apart: the loss does them in one walk over the same numbers.
 *
 * @param phases what is done since the stage before, at least one
 * @param exponent the power of the number of samples, or of listed tuples, that the time of these phases is expected to grow
 *     with once it is large; logarithms are left out
 * @param loss does everything up to here and no more
 * @param extent what of that loss is computed
 */
public record LossStage(Set<LossPhase> phases, int exponent, MetricLoss loss, Extent extent) {
    /** What is computed of a loss. */
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
     * A stage that is a part of a loss's formula.
     *
     * @param phases what is done since the stage before
     * @param exponent see {@link #exponent}
     * @param whole the loss, for what it asks of a batch
     * @param part computes the part, and gives a scalar of any type but BOOL that depends on all of it
     * @return the stage
     */
    public static LossStage part(
            Set<LossPhase> phases, int exponent, MetricLoss whole, Function<LossInput, Tensor> part) {
        return new LossStage(phases, exponent, new Part(whole, part), Extent.FORWARD);
    }

    /**
     * The last two stages of most losses: the value, and after it the derivatives.
     *
     * @param phases what is done up to the value since the stage before
     * @param exponent of those phases
     * @param gradientExponent of the derivatives
     * @param whole the loss, which has no moved state
     * @return the two stages
     */
    public static List<LossStage> valueAndGradient(
            Set<LossPhase> phases, int exponent, int gradientExponent, MetricLoss whole) {
        return List.of(
                new LossStage(phases, exponent, whole, Extent.FORWARD),
                new LossStage(Set.of(LossPhase.GRADIENT), gradientExponent, whole, Extent.ALL));
    }

    /** A part of a loss's formula; it keeps no state. */
    private record Part(MetricLoss whole, Function<LossInput, Tensor> part) implements MetricLoss {
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
