package org.metricloss.core.evaluation;

import static org.metricloss.core.evaluation.Measure.Bounds.CORRELATION;
import static org.metricloss.core.evaluation.Measure.Bounds.FRACTION;
import static org.metricloss.core.evaluation.Measure.Bounds.NON_NEGATIVE;
import static org.metricloss.core.evaluation.Measure.Direction.HIGHER_IS_BETTER;
import static org.metricloss.core.evaluation.Measure.Direction.LOWER_IS_BETTER;
import static org.metricloss.core.evaluation.MeasureKinds.byOtherDistance;
import static org.metricloss.core.evaluation.MeasureKinds.byReference;
import static org.metricloss.core.evaluation.MeasureKinds.clustering;
import static org.metricloss.core.evaluation.MeasureKinds.drawingError;
import static org.metricloss.core.evaluation.MeasureKinds.fraction;
import static org.metricloss.core.evaluation.MeasureKinds.length;
import static org.metricloss.core.evaluation.MeasureKinds.pure;
import static org.metricloss.core.evaluation.MeasureKinds.ranking;
import static org.metricloss.core.evaluation.MeasureKinds.verification;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The catalogue of measures. To add a measure, write its class and add an entry here. {@link RequestedMeasures} has those that
 * need a setting.
 */
public final class Measures {
    private static final Pattern RECALL_AT = Pattern.compile("recallAt([1-9][0-9]{0,8})");

    private static final List<Measure> AGAINST_TRAINING = List.of(
            fraction(
                    "classifierAccuracy",
                    "classifier accuracy",
                    "test samples whose class the classifier predicts; only if there is a classifier",
                    parts -> parts.input().predictions().stream()
                            .mapToDouble(predictions ->
                                    ClassifierAccuracy.of(parts.input().test(), predictions))
                            .findFirst()),
            fraction(
                    "nearestCenterAccuracy",
                    "nearest-center accuracy",
                    "test samples whose nearest class center in the training sample is that of their class",
                    parts -> byReference(
                            parts.input(),
                            (in, reference) ->
                                    NearestCenterAccuracy.of(in.test(), reference, in.distance(), in.threads()))),
            fraction(
                    "knn5Accuracy",
                    "5-NN accuracy",
                    "test samples whose class wins the vote of their 5 nearest neighbours in the training sample",
                    parts -> byReference(
                            parts.input(),
                            (in, reference) -> KnnAccuracy.of(in.test(), reference, 5, in.distance(), in.threads()))));

    private static final Measure RECALL_AT_1 = ranking(
            "recallAt1",
            "recall@1",
            "test samples whose nearest other test sample is of their class (Recall@1, precision@1)",
            new RecallAt(1));

    private static final Measure R_PRECISION = ranking(
            "rPrecision",
            "R-precision",
            "the R nearest test samples that are of the class, R = other samples of the class (R-precision)",
            new RPrecision());

    private static final Measure MAP_AT_R = ranking(
            "mapAtR",
            "MAP@R",
            "mean average precision of the R nearest test samples, R = other samples of the class (MAP@R)",
            new AveragePrecisionAtR());

    private static final List<Measure> WHOLE_RANKING = List.of(
            recallAt(2),
            recallAt(4),
            recallAt(8),
            ranking(
                    "map",
                    "MAP",
                    "mean average precision of the ranking of all other test samples (MAP)",
                    new AveragePrecision()),
            ranking(
                    "mrr",
                    "MRR",
                    "mean reciprocal rank of the first other test sample of the class (MRR)",
                    new ReciprocalRank()),
            ranking(
                    "knn5LeaveOneOut",
                    "leave-one-out 5-NN accuracy",
                    "test samples whose class wins the vote of their 5 nearest other test samples",
                    new NeighbourVote(5)));

    private static final List<Measure> VERIFICATION = List.of(
            fraction(
                    "foldAccuracy",
                    RequestedMeasures.FOLD_ACCURACY_TITLE,
                    RequestedMeasures.FOLD_ACCURACY,
                    parts -> parts.input().pairs().stream()
                            // With a single fold there are no other folds to choose a threshold from.
                            .filter(pairs -> Arrays.stream(pairs.fold()).anyMatch(fold -> fold > 0))
                            .mapToDouble(pairs -> RequestedMeasures.foldAccuracy(parts, pairs))
                            .findFirst()),
            verification(
                    "rocAuc",
                    "ROC AUC",
                    HIGHER_IS_BETTER,
                    "area under true over false accept rate of test pairs, all or those given (ROC AUC)",
                    Verification::rocAuc),
            verification(
                    "equalErrorRate",
                    "EER",
                    LOWER_IS_BETTER,
                    "rate at which false accept and false reject rate of test pairs are equal (EER)",
                    Verification::equalErrorRate),
            verification(
                    "tarAtFar1e2",
                    "TAR at FAR 1e-2",
                    HIGHER_IS_BETTER,
                    "pairs of one class accepted if at most 1 in 100 pairs of two classes is (TAR at FAR 1e-2)",
                    Verification::tarAtFar1e2),
            verification(
                    "tarAtFar1e3",
                    "TAR at FAR 1e-3",
                    HIGHER_IS_BETTER,
                    "pairs of one class accepted if at most 1 in 1,000 pairs of two classes is (TAR at FAR 1e-3)",
                    Verification::tarAtFar1e3));

    private static final List<Measure> CLUSTERING = List.of(
            clustering(
                    "nmi",
                    "NMI",
                    FRACTION,
                    "normalised mutual information of classes and k-means clusters of the test samples (NMI)",
                    ClusterAgreement::normalisedMutualInformation),
            clustering(
                    "ami",
                    "AMI",
                    CORRELATION,
                    "mutual information of classes and k-means clusters of the test samples beyond chance (AMI)",
                    ClusterAgreement::adjustedMutualInformation),
            clustering(
                    "ari",
                    "ARI",
                    CORRELATION,
                    "pairs of test samples on which classes and k-means clusters agree beyond chance (ARI)",
                    ClusterAgreement::adjustedRandIndex));

    private static final Measure SILHOUETTE = pure(
            "silhouette",
            "silhouette",
            CORRELATION,
            HIGHER_IS_BETTER,
            "mean silhouette of the test samples by class",
            parts -> Silhouette.of(
                    parts.input().test(),
                    parts.input().distance(),
                    parts.input().threads(),
                    parts.progress()));

    private static final List<Measure> SPREAD = List.of(
            length(
                    "compactness",
                    LOWER_IS_BETTER,
                    "mean Euclidean distance of test samples to their class center; depends on scale",
                    parts -> OptionalDouble.of(parts.spread().compactness())),
            length(
                    "separability",
                    HIGHER_IS_BETTER,
                    "mean Euclidean distance between the class centers of the test samples; depends on scale",
                    parts -> parts.spread().separability()),
            pure(
                    "compactnessToSeparability",
                    "compactness / separability",
                    NON_NEGATIVE,
                    LOWER_IS_BETTER,
                    "compactness divided by separability: spread of the classes relative to their distance",
                    parts -> parts.spread().compactnessToSeparability()));

    private static final List<Measure> DRAWING_ERRORS = List.of(
            drawingError("rocAuc", "ROC AUC", Verification.Sampling::rocAucError),
            drawingError("equalErrorRate", "EER", Verification.Sampling::equalErrorRateError),
            drawingError("tarAtFar1e2", "TAR at FAR 1e-2", Verification.Sampling::tarAtFar1e2Error),
            drawingError("tarAtFar1e3", "TAR at FAR 1e-3", Verification.Sampling::tarAtFar1e3Error));

    private static final List<Measure> OTHER_DISTANCE = List.of(
            byOtherDistance(RECALL_AT_1, EvaluationParts.BY_OTHER_DISTANCE.get(0)),
            byOtherDistance(MAP_AT_R, EvaluationParts.BY_OTHER_DISTANCE.get(1)));

    private static final List<Measure> CLOSED_SET =
            joined(List.of(AGAINST_TRAINING, List.of(RECALL_AT_1, MAP_AT_R), SPREAD));

    private static final List<Measure> OPEN_SET = joined(List.of(
            List.of(RECALL_AT_1, R_PRECISION, MAP_AT_R),
            VERIFICATION,
            CLUSTERING,
            List.of(SILHOUETTE),
            SPREAD,
            DRAWING_ERRORS));

    private static final List<Measure> ALL = joined(List.of(
            AGAINST_TRAINING,
            List.of(RECALL_AT_1, R_PRECISION, MAP_AT_R),
            WHOLE_RANKING,
            VERIFICATION,
            CLUSTERING,
            List.of(SILHOUETTE),
            SPREAD,
            DRAWING_ERRORS));

    private Measures() {}

    /** {@return the measures recorded for a trial whose test classes are trained on, in display order} */
    public static List<Measure> closedSet() {
        return CLOSED_SET;
    }

    /** {@return the measures recorded for a trial whose test classes are never trained on, in display order} */
    public static List<Measure> openSet() {
        return OPEN_SET;
    }

    /**
     * {@return Recall@1 and MAP@R by the distance that is not the evaluation's, which are recorded beside those by the
     * distance that an objective trains; objectives are not compared by them}
     */
    public static List<Measure> otherDistance() {
        return OTHER_DISTANCE;
    }

    /** {@return every measure that is recorded for some kind of trial, in display order} */
    public static List<Measure> ofTrials() {
        return ALL.stream()
                .filter(measure -> CLOSED_SET.contains(measure) || OPEN_SET.contains(measure))
                .toList();
    }

    /** {@return every measure, in display order} */
    public static List<Measure> all() {
        return ALL;
    }

    /**
     * {@return the measure with an id; empty if no measure has it}
     *
     * @param id the id of a measure in {@link #all()}, or {@code recallAt<k>} for any k of at least 1
     */
    public static Optional<Measure> byId(String id) {
        Matcher recallAt = RECALL_AT.matcher(id);
        return ALL.stream()
                .filter(measure -> measure.id().equals(id))
                .findFirst()
                .or(() -> recallAt.matches()
                        ? Optional.of(recallAt(Integer.parseInt(recallAt.group(1))))
                        : Optional.empty());
    }

    /**
     * {@return Recall@k}
     *
     * @param k the number of neighbours that count, at least 1
     * @throws IllegalArgumentException if k is less than 1
     */
    public static Measure recallAt(int k) {
        return ranking(
                "recallAt" + k,
                "recall@" + k,
                "test samples with one of their class among the " + k + " nearest other test samples (Recall@" + k
                        + ")",
                new RecallAt(k));
    }

    private static List<Measure> joined(List<List<Measure>> groups) {
        return groups.stream().flatMap(List::stream).toList();
    }
}
