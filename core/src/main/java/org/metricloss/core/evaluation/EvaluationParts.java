package org.metricloss.core.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Intermediate results that several measures of one input share. Each part is computed once, when it is first
 * requested.
 */
public final class EvaluationParts {
    /** The scores of rankings by the other distance. All of them share one search. */
    static final List<RankingMeasure> BY_OTHER_DISTANCE = List.of(new RecallAt(1), new AveragePrecisionAtR());

    private final EvaluationInput input;
    private final EvaluationProgress progress;
    private final Lazy<ClassSpread> spread;
    private final Lazy<Optional<Verification>> verification;
    private final Lazy<ClusterAgreement> clusters;
    private final Lazy<List<OptionalDouble>> otherRankings;

    EvaluationParts(EvaluationInput input, EvaluationProgress progress) {
        this.input = input;
        this.progress = progress;
        this.spread = new Lazy<>(() -> ClassSpread.of(input.test()));
        this.verification = new Lazy<>(() -> input.pairs().isPresent()
                ? Verification.ofPairs(input.test(), input.pairs().get(), input.distance())
                : Verification.ofAllPairs(input.test(), input.distance(), input.seed(), input.threads()));
        this.otherRankings =
                new Lazy<>(() -> Retrieval.of(input, input.distance().other()).means(BY_OTHER_DISTANCE, progress));
        this.clusters = new Lazy<>(() -> {
            int k = input.test().classes().length;
            int[] clusters = KMeans.clusters(
                    input.test(), k, input.distance(), input.seed(), input.threads(), KMeans.MOST_ROUNDS, progress);
            return ClusterAgreement.of(input.test().labels(), clusters);
        });
    }

    /** {@return the input of the evaluation} */
    public EvaluationInput input() {
        return input;
    }

    /** {@return the receiver of the evaluation's progress} */
    public EvaluationProgress progress() {
        return progress;
    }

    /** {@return the compactness and the separability of the test part's classes} */
    public ClassSpread spread() {
        return spread.get();
    }

    /**
     * {@return the verification of the given pairs of the test part or, if none are given, of all its pairs; empty
     * unless there are pairs of both kinds}
     */
    public Optional<Verification> verification() {
        return verification.get();
    }

    /**
     * {@return the mean of a score of each test sample's ranking of the others by the distance that the input does not
     * name; empty if no sample has a score}
     *
     * @param score {@link #BY_OTHER_DISTANCE} lists those that are computed
     */
    OptionalDouble byOtherDistance(RankingMeasure score) {
        return otherRankings.get().get(BY_OTHER_DISTANCE.indexOf(score));
    }

    /** {@return the agreement of k-means on the test part, with as many clusters as classes, with the classes} */
    public ClusterAgreement clusters() {
        return clusters.get();
    }

    /** A value that is computed when it is first requested. */
    private static final class Lazy<T> {
        private final Supplier<T> computation;
        private Optional<T> value = Optional.empty();

        Lazy(Supplier<T> computation) {
            this.computation = computation;
        }

        T get() {
            if (value.isEmpty()) {
                value = Optional.of(computation.get());
            }
            return value.get();
        }
    }
}
