package org.metricloss.core.evaluation;

import java.util.Optional;
import java.util.function.Supplier;

/** What several measures of one input are made of. Each part is computed once, when it is first asked for. */
public final class EvaluationParts {
    private final EvaluationInput input;
    private final EvaluationProgress progress;
    private final Lazy<ClassSpread> spread;
    private final Lazy<Optional<Verification>> verification;
    private final Lazy<ClusterAgreement> clusters;

    EvaluationParts(EvaluationInput input, EvaluationProgress progress) {
        this.input = input;
        this.progress = progress;
        this.spread = new Lazy<>(() -> ClassSpread.of(input.test()));
        this.verification = new Lazy<>(() -> input.pairs().isPresent()
                ? Verification.ofPairs(input.test(), input.pairs().get(), input.distance())
                : Verification.ofAllPairs(input.test(), input.distance(), input.seed(), input.threads()));
        this.clusters = new Lazy<>(() -> {
            int k = input.test().classes().length;
            int[] clusters = KMeans.clusters(
                    input.test(), k, input.distance(), input.seed(), input.threads(), KMeans.MOST_ROUNDS, progress);
            return ClusterAgreement.of(input.test().labels(), clusters);
        });
    }

    /** {@return what is evaluated} */
    public EvaluationInput input() {
        return input;
    }

    /** {@return what is told how far the evaluation is} */
    public EvaluationProgress progress() {
        return progress;
    }

    /** {@return how tight the test part's classes are and how far apart} */
    public ClassSpread spread() {
        return spread.get();
    }

    /**
     * {@return how well the given pairs, or else all pairs, of the test part are verified; empty where there are no
     * pairs of both kinds}
     */
    public Optional<Verification> verification() {
        return verification.get();
    }

    /** {@return how far k-means of the test part, with as many clusters as it has classes, agrees with the classes} */
    public ClusterAgreement clusters() {
        return clusters.get();
    }

    /** A value that is computed when it is first asked for. */
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
