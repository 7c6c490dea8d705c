package org.metricloss.core.evaluation;

import static org.metricloss.core.evaluation.Measure.Bounds.FRACTION;
import static org.metricloss.core.evaluation.Measure.Bounds.NON_NEGATIVE;
import static org.metricloss.core.evaluation.Measure.Direction.HIGHER_IS_BETTER;
import static org.metricloss.core.evaluation.Measure.Direction.NONE;

import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.metricloss.core.evaluation.Measure.Bounds;
import org.metricloss.core.evaluation.Measure.Computation;
import org.metricloss.core.evaluation.Measure.Direction;

/** The kinds of measures that {@link Measures} lists: what all measures of a kind have in common. */
final class MeasureKinds {
    private MeasureKinds() {}

    /** {@return a measure that has the same value in every unit of the embeddings} */
    static Measure pure(
            String id,
            String title,
            Bounds range,
            Direction direction,
            String description,
            Function<EvaluationParts, OptionalDouble> value) {
        return new Measure(id, title, "", range, direction, false, description, new Computation.OfParts(value));
    }

    /** {@return a fraction of which more is better} */
    static Measure fraction(
            String id, String title, String description, Function<EvaluationParts, OptionalDouble> value) {
        return pure(id, title, FRACTION, HIGHER_IS_BETTER, description, value);
    }

    /** {@return a mean over queries of a score of their ranking} */
    static Measure ranking(String id, String title, String description, RankingMeasure score) {
        return new Measure(
                id, title, "", FRACTION, HIGHER_IS_BETTER, false, description, new Computation.OfRanking(score));
    }

    /** {@return a length in the embedding, in the unit of its coordinates} */
    static Measure length(
            String id, Direction direction, String description, Function<EvaluationParts, OptionalDouble> value) {
        return new Measure(
                id, id, "coordinates", NON_NEGATIVE, direction, true, description, new Computation.OfParts(value));
    }

    /** {@return a measure of the verification of pairs, where there is one} */
    static Measure verification(
            String id, String title, Direction direction, String description, ToDoubleFunction<Verification> value) {
        return pure(
                id,
                title,
                FRACTION,
                direction,
                description,
                parts -> parts.verification().stream().mapToDouble(value).findFirst());
    }

    /** {@return the standard error of a measure of verification that comes from drawing pairs} */
    static Measure drawingError(String of, String title, ToDoubleFunction<Verification.Sampling> value) {
        return pure(
                of + "Error",
                title + " standard error",
                FRACTION,
                NONE,
                "standard error of " + of + " from drawing pairs at random; only if there are too many to use all",
                parts -> parts.verification().flatMap(Verification::sampling).stream()
                        .mapToDouble(value)
                        .findFirst());
    }

    /** {@return a measure of ranking by the distance that is not the evaluation's} */
    static Measure byOtherDistance(Measure measure, RankingMeasure score) {
        return pure(
                measure.id() + "OtherDistance",
                measure.title() + " by the other distance",
                FRACTION,
                NONE,
                measure.title()
                        + " by the cosine distance if other measures use the Euclidean distance, and vice versa",
                parts -> parts.byOtherDistance(score));
    }

    /** {@return a measure of agreement between classes and clusters} */
    static Measure clustering(
            String id, String title, Bounds range, String description, ToDoubleFunction<ClusterAgreement> value) {
        return pure(
                id,
                title,
                range,
                HIGHER_IS_BETTER,
                description,
                parts -> OptionalDouble.of(value.applyAsDouble(parts.clusters())));
    }

    /** A measure of test samples against the training sample. */
    interface ByReference {
        double of(EvaluationInput input, Embeddings reference);
    }

    /** {@return the value against the training sample, if there is one} */
    static OptionalDouble byReference(EvaluationInput input, ByReference measure) {
        return input.trainReference().stream()
                .mapToDouble(reference -> measure.of(input, reference))
                .findFirst();
    }
}
