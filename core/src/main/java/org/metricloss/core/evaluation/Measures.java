package org.metricloss.core.evaluation;

import static org.metricloss.core.evaluation.Measure.Direction.HIGHER_IS_BETTER;
import static org.metricloss.core.evaluation.Measure.Direction.LOWER_IS_BETTER;
import static org.metricloss.core.evaluation.Measure.Range.FRACTION;
import static org.metricloss.core.evaluation.Measure.Range.NON_NEGATIVE;

import java.util.List;
import java.util.OptionalDouble;

/** The measures that are recorded for the test part of every trial. A new measure is a class and an entry here. */
public final class Measures {
    private static final List<Measure> RECORDED = List.of(
            new Measure(
                    "classifierAccuracy",
                    FRACTION,
                    HIGHER_IS_BETTER,
                    "test samples whose class the classifier predicts; only where there is a classifier",
                    in -> in.predictions().stream()
                            .mapToDouble(predictions -> ClassifierAccuracy.of(in.test(), predictions))
                            .findFirst()),
            new Measure(
                    "nearestCenterAccuracy",
                    FRACTION,
                    HIGHER_IS_BETTER,
                    "test samples nearest to their own class's center in the training sample",
                    in -> OptionalDouble.of(
                            NearestCenterAccuracy.of(in.test(), in.trainReference(), in.distance(), in.threads()))),
            new Measure(
                    "knn5Accuracy",
                    FRACTION,
                    HIGHER_IS_BETTER,
                    "test samples whose class wins the vote of their 5 nearest neighbours in the training sample",
                    in -> OptionalDouble.of(
                            KnnAccuracy.of(in.test(), in.trainReference(), 5, in.distance(), in.threads()))),
            new Measure(
                    "recallAt1",
                    FRACTION,
                    HIGHER_IS_BETTER,
                    "test samples whose nearest other test sample is of their class (Recall@1)",
                    in -> retrieval(in).mean(new RecallAt(1))),
            new Measure(
                    "mapAtR",
                    FRACTION,
                    HIGHER_IS_BETTER,
                    "mean average precision of the R nearest test samples, R being the others of the class (MAP@R)",
                    in -> retrieval(in).mean(new AveragePrecisionAtR())),
            new Measure(
                    "compactness",
                    NON_NEGATIVE,
                    LOWER_IS_BETTER,
                    "mean Euclidean distance of test samples to their class center; depends on scale",
                    in -> OptionalDouble.of(ClassSpread.of(in.test()).compactness())),
            new Measure(
                    "separability",
                    NON_NEGATIVE,
                    HIGHER_IS_BETTER,
                    "mean Euclidean distance between the class centers of the test samples; depends on scale",
                    in -> ClassSpread.of(in.test()).separability()),
            new Measure(
                    "compactnessToSeparability",
                    NON_NEGATIVE,
                    LOWER_IS_BETTER,
                    "compactness divided by separability: how tight the classes are for their distance",
                    in -> ClassSpread.of(in.test()).compactnessToSeparability()));

    private Measures() {}

    /** @return the measures, in the order in which they are recorded and shown */
    public static List<Measure> recorded() {
        return RECORDED;
    }

    private static Retrieval retrieval(EvaluationInput in) {
        return Retrieval.leaveOneOut(in.test(), in.distance(), in.threads());
    }
}
