package org.metricloss.results.record;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The measures of the test part that every run knows, in the order in which they are shown. A record may hold others by
 * name: they are tabulated, but not compared, because nothing says which direction is better.
 */
public enum Measure {
    /** Share of samples that the objective's own classifier gets right; only where it has one. */
    CLASSIFIER_ACCURACY("classifierAccuracy", "classifier accuracy", Direction.HIGHER_IS_BETTER),
    /** Share of samples whose nearest class mean is their own. */
    NEAREST_CENTER_ACCURACY("nearestCenterAccuracy", "nearest-center accuracy", Direction.HIGHER_IS_BETTER),
    /** Share of samples that a vote of 5 neighbours gets right. */
    KNN5_ACCURACY("knn5Accuracy", "5-NN accuracy", Direction.HIGHER_IS_BETTER),
    /** Share of queries whose nearest neighbour is of their class. */
    RECALL_AT_1("recallAt1", "recall@1", Direction.HIGHER_IS_BETTER),
    /** Share of the R nearest neighbours that are of the query's class, which has R others. */
    R_PRECISION("rPrecision", "R-precision", Direction.HIGHER_IS_BETTER),
    /** Mean average precision at R. */
    MAP_AT_R("mapAtR", "MAP@R", Direction.HIGHER_IS_BETTER),
    /** Share of given pairs that the best threshold of the other folds tells right, mean over folds. */
    FOLD_ACCURACY("foldAccuracy", "accuracy by folds", Direction.HIGHER_IS_BETTER),
    /** Area under true over false accept rate of all pairs. */
    ROC_AUC("rocAuc", "ROC AUC", Direction.HIGHER_IS_BETTER),
    /** Where false accept and false reject rate are equal. */
    EQUAL_ERROR_RATE("equalErrorRate", "EER", Direction.LOWER_IS_BETTER),
    /** Share of same pairs accepted where at most one in 100 different pairs is. */
    TAR_AT_FAR_1E2("tarAtFar1e2", "TAR at FAR 1e-2", Direction.HIGHER_IS_BETTER),
    /** Share of same pairs accepted where at most one in 1,000 different pairs is. */
    TAR_AT_FAR_1E3("tarAtFar1e3", "TAR at FAR 1e-3", Direction.HIGHER_IS_BETTER),
    /** Normalised mutual information of classes and k-means clusters. */
    NMI("nmi", "NMI", Direction.HIGHER_IS_BETTER),
    /** Mutual information of classes and k-means clusters beyond chance. */
    AMI("ami", "AMI", Direction.HIGHER_IS_BETTER),
    /** Pairs on which classes and k-means clusters agree beyond chance. */
    ARI("ari", "ARI", Direction.HIGHER_IS_BETTER),
    /** Mean silhouette by class. */
    SILHOUETTE("silhouette", "silhouette", Direction.HIGHER_IS_BETTER),
    /** Mean distance to the own class mean; grows with the scale of the embedding. */
    COMPACTNESS("compactness", "compactness", Direction.DEPENDS_ON_SCALE),
    /** Distance between class means; grows with the scale of the embedding. */
    SEPARABILITY("separability", "separability", Direction.DEPENDS_ON_SCALE),
    /** Compactness over separability: free of scale. */
    COMPACTNESS_TO_SEPARABILITY("compactnessToSeparability", "compactness / separability", Direction.LOWER_IS_BETTER);

    /**
     * The measure that answers a run's question. Fixed beforehand, because every objective and every data set has it;
     * choosing it after seeing the results would make the p-values wrong.
     */
    public static final Measure PRIMARY = RECALL_AT_1;

    /**
     * The measures that a run's answer names, where it has them: retrieval, and on classes that were never trained on
     * verification. Fixed beforehand like {@link #PRIMARY}; the comparisons by all of them are one family.
     */
    public static final List<Measure> HEADLINES = List.of(PRIMARY, ROC_AUC);

    /** Which values of a measure are good. */
    public enum Direction {
        /** More is better. */
        HIGHER_IS_BETTER,
        /** Less is better. */
        LOWER_IS_BETTER,
        /** Says nothing alone, so it is not compared. */
        DEPENDS_ON_SCALE
    }

    private final String id;
    private final String title;
    private final Direction direction;

    Measure(String id, String title, Direction direction) {
        this.id = id;
        this.title = title;
        this.direction = direction;
    }

    /** {@return the name in records and tables} */
    public String id() {
        return id;
    }

    /** {@return the name in reports} */
    public String title() {
        return title;
    }

    /** {@return which values are good} */
    public Direction direction() {
        return direction;
    }

    /** {@return whether objectives are compared by it} */
    public boolean isCompared() {
        return direction != Direction.DEPENDS_ON_SCALE;
    }

    /**
     * {@return the measure of that name, or empty where it is not one of these}
     *
     * @param id a name in a record
     */
    public static Optional<Measure> byId(String id) {
        return Stream.of(values()).filter(measure -> measure.id.equals(id)).findFirst();
    }

    /** {@return the measures that objectives are compared by, in order} */
    public static List<Measure> compared() {
        return Stream.of(values()).filter(Measure::isCompared).toList();
    }
}
