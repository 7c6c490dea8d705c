package org.metricloss.core.evaluation;

import static org.metricloss.core.evaluation.Measure.Direction.HIGHER_IS_BETTER;
import static org.metricloss.core.evaluation.Measure.Direction.LOWER_IS_BETTER;
import static org.metricloss.core.evaluation.Measure.Range.CORRELATION;
import static org.metricloss.core.evaluation.Measure.Range.FRACTION;
import static org.metricloss.core.evaluation.Measure.Range.NON_NEGATIVE;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The measures. A new one is a class and an entry here. */
public final class Measures {
    private static final Measure CLASSIFIER_ACCURACY = Measure.of(
            "classifierAccuracy",
            FRACTION,
            HIGHER_IS_BETTER,
            "test samples whose class the classifier predicts; only where there is a classifier",
            parts -> parts.input().predictions().stream()
                    .mapToDouble(
                            predictions -> ClassifierAccuracy.of(parts.input().test(), predictions))
                    .findFirst());

    private static final Measure NEAREST_CENTER_ACCURACY = Measure.of(
            "nearestCenterAccuracy",
            FRACTION,
            HIGHER_IS_BETTER,
            "test samples nearest to their own class's center in the training sample",
            parts -> byReference(
                    parts.input(),
                    (in, reference) -> NearestCenterAccuracy.of(in.test(), reference, in.distance(), in.threads())));

    private static final Measure KNN5_ACCURACY = Measure.of(
            "knn5Accuracy",
            FRACTION,
            HIGHER_IS_BETTER,
            "test samples whose class wins the vote of their 5 nearest neighbours in the training sample",
            parts -> byReference(
                    parts.input(),
                    (in, reference) -> KnnAccuracy.of(in.test(), reference, 5, in.distance(), in.threads())));

    private static final Measure RECALL_AT_1 = Measure.ofRanking(
            "recallAt1",
            "test samples whose nearest other test sample is of their class (Recall@1, precision@1)",
            new RecallAt(1));

    private static final Measure R_PRECISION = Measure.ofRanking(
            "rPrecision",
            "the R nearest test samples that are of the class, R being the others of the class (R-precision)",
            new RPrecision());

    private static final Measure MAP_AT_R = Measure.ofRanking(
            "mapAtR",
            "mean average precision of the R nearest test samples, R being the others of the class (MAP@R)",
            new AveragePrecisionAtR());

    private static final List<Measure> WHOLE_RANKING = List.of(
            recallAt(2),
            recallAt(4),
            recallAt(8),
            Measure.ofRanking(
                    "map",
                    "mean average precision of the ranking of all other test samples (MAP)",
                    new AveragePrecision()),
            Measure.ofRanking(
                    "mrr",
                    "mean of one over the rank of the first other test sample of the class (MRR)",
                    new ReciprocalRank()),
            Measure.ofRanking(
                    "knn5LeaveOneOut",
                    "test samples whose class wins the vote of their 5 nearest other test samples",
                    new NeighbourVote(5)));

    private static final List<Measure> VERIFICATION = List.of(
            Measure.of(
                    "foldAccuracy",
                    FRACTION,
                    HIGHER_IS_BETTER,
                    "given test pairs told right by the best threshold of the other folds, mean over folds (LFW)",
                    parts -> parts.input().pairs().stream()
                            .mapToDouble(pairs -> FoldAccuracy.of(
                                            parts.input().test(),
                                            pairs,
                                            parts.input().distance())
                                    .mean())
                            .findFirst()),
            verification(
                    "rocAuc",
                    HIGHER_IS_BETTER,
                    "area under true over false accept rate of test pairs, all or those given (ROC AUC)",
                    Verification::rocAuc),
            verification(
                    "equalErrorRate",
                    LOWER_IS_BETTER,
                    "where false accept and false reject rate of test pairs are equal (EER)",
                    Verification::equalErrorRate),
            verification(
                    "tarAtFar1e2",
                    HIGHER_IS_BETTER,
                    "same test pairs accepted where at most 1 in 100 different pairs is (TAR at FAR 1e-2)",
                    Verification::tarAtFar1e2),
            verification(
                    "tarAtFar1e3",
                    HIGHER_IS_BETTER,
                    "same test pairs accepted where at most 1 in 1,000 different pairs is (TAR at FAR 1e-3)",
                    Verification::tarAtFar1e3),
            drawingError("rocAuc", Verification.Sampling::rocAucError),
            drawingError("equalErrorRate", Verification.Sampling::equalErrorRateError),
            drawingError("tarAtFar1e2", Verification.Sampling::tarAtFar1e2Error),
            drawingError("tarAtFar1e3", Verification.Sampling::tarAtFar1e3Error));

    private static final List<Measure> CLUSTERING = List.of(
            clustering(
                    "nmi",
                    FRACTION,
                    "normalised mutual information of classes and k-means clusters of the test samples (NMI)",
                    ClusterAgreement::normalisedMutualInformation),
            clustering(
                    "ami",
                    CORRELATION,
                    "mutual information of classes and k-means clusters of the test samples beyond chance (AMI)",
                    ClusterAgreement::adjustedMutualInformation),
            clustering(
                    "ari",
                    CORRELATION,
                    "pairs of test samples on which classes and k-means clusters agree beyond chance (ARI)",
                    ClusterAgreement::adjustedRandIndex));

    private static final Measure SILHOUETTE = Measure.of(
            "silhouette",
            CORRELATION,
            HIGHER_IS_BETTER,
            "mean silhouette of the test samples by class",
            parts -> Silhouette.of(
                    parts.input().test(),
                    parts.input().distance(),
                    parts.input().threads()));

    private static final List<Measure> SPREAD = List.of(
            Measure.of(
                    "compactness",
                    NON_NEGATIVE,
                    LOWER_IS_BETTER,
                    "mean Euclidean distance of test samples to their class center; depends on scale",
                    parts -> OptionalDouble.of(parts.spread().compactness())),
            Measure.of(
                    "separability",
                    NON_NEGATIVE,
                    HIGHER_IS_BETTER,
                    "mean Euclidean distance between the class centers of the test samples; depends on scale",
                    parts -> parts.spread().separability()),
            Measure.of(
                    "compactnessToSeparability",
                    NON_NEGATIVE,
                    LOWER_IS_BETTER,
                    "compactness divided by separability: how tight the classes are for their distance",
                    parts -> parts.spread().compactnessToSeparability()));

    private static final List<Measure> CLOSED_SET = Stream.of(
                    List.of(CLASSIFIER_ACCURACY, NEAREST_CENTER_ACCURACY, KNN5_ACCURACY, RECALL_AT_1, MAP_AT_R), SPREAD)
            .flatMap(List::stream)
            .toList();

    private static final List<Measure> OPEN_SET = Stream.of(
                    List.of(RECALL_AT_1, R_PRECISION, MAP_AT_R), VERIFICATION, CLUSTERING, List.of(SILHOUETTE), SPREAD)
            .flatMap(List::stream)
            .toList();

    private static final List<Measure> ALL = Stream.of(
                    List.of(
                            CLASSIFIER_ACCURACY,
                            NEAREST_CENTER_ACCURACY,
                            KNN5_ACCURACY,
                            RECALL_AT_1,
                            R_PRECISION,
                            MAP_AT_R),
                    WHOLE_RANKING,
                    VERIFICATION,
                    CLUSTERING,
                    List.of(SILHOUETTE),
                    SPREAD)
            .flatMap(List::stream)
            .toList();

    private Measures() {}

    /** {@return what is recorded of a trial whose test classes are trained on, in the order in which it is shown} */
    public static List<Measure> closedSet() {
        return CLOSED_SET;
    }

    /**
     * {@return what is recorded of a trial whose test classes are never trained on, in the order in which it is shown}
     */
    public static List<Measure> openSet() {
        return OPEN_SET;
    }

    /** {@return every measure, in the order in which it is shown} */
    public static List<Measure> all() {
        return ALL;
    }

    private static Measure recallAt(int k) {
        return Measure.ofRanking(
                "recallAt" + k,
                "test samples with one of their class among the " + k + " nearest other test samples (Recall@" + k
                        + ")",
                new RecallAt(k));
    }

    private static Measure verification(
            String name, Measure.Direction direction, String description, ToDoubleFunction<Verification> value) {
        return Measure.of(
                name,
                FRACTION,
                direction,
                description,
                parts -> parts.verification().stream().mapToDouble(value).findFirst());
    }

    private static Measure drawingError(String of, ToDoubleFunction<Verification.Sampling> value) {
        return Measure.of(
                of + "Error",
                FRACTION,
                LOWER_IS_BETTER,
                "standard error of " + of + " from drawing pairs; only where there are too many to look at all",
                parts -> parts.verification().flatMap(Verification::sampling).stream()
                        .mapToDouble(value)
                        .findFirst());
    }

    private static Measure clustering(
            String name, Measure.Range range, String description, ToDoubleFunction<ClusterAgreement> value) {
        return Measure.of(
                name,
                range,
                HIGHER_IS_BETTER,
                description,
                parts -> OptionalDouble.of(value.applyAsDouble(parts.clusters())));
    }

    /** A measure of test samples against the training sample. */
    private interface ByReference {
        double of(EvaluationInput input, Embeddings reference);
    }

    private static OptionalDouble byReference(EvaluationInput input, ByReference measure) {
        return input.trainReference().stream()
                .mapToDouble(reference -> measure.of(input, reference))
                .findFirst();
    }
}
