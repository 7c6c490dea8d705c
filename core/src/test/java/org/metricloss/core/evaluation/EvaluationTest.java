package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.metricloss.core.evaluation.Measure.Bounds;
import org.metricloss.core.evaluation.Measure.Direction;

class EvaluationTest {
    private static final Embeddings TRAIN = RandomSamples.gaussian(1, 120, 3, 4);
    private static final Embeddings TEST = RandomSamples.gaussian(2, 90, 3, 4);

    /** Records of earlier runs are read by these names. */
    @Test
    void recordedNamesAreStableAndInOrder() {
        assertThat(Measures.closedSet())
                .extracting(Measure::id)
                .containsExactly(
                        "classifierAccuracy",
                        "nearestCenterAccuracy",
                        "knn5Accuracy",
                        "recallAt1",
                        "mapAtR",
                        "compactness",
                        "separability",
                        "compactnessToSeparability");
    }

    @Test
    void everyMeasureIsComputedOnTheSetsItNames() {
        int[] predictions = TEST.labels();
        predictions[0]++;
        Evaluation evaluation = Evaluation.of(input(Optional.of(predictions), Distance.COSINE), Measures.closedSet());
        ClassSpread spread = ClassSpread.of(TEST);
        assertThat(evaluation.values().keySet())
                .containsExactlyElementsOf(
                        Measures.closedSet().stream().map(Measure::id).toList());
        assertThat(evaluation.values())
                .containsEntry("classifierAccuracy", 89.0 / 90)
                .containsEntry("nearestCenterAccuracy", NearestCenterAccuracy.of(TEST, TRAIN, Distance.COSINE, 1))
                .containsEntry("knn5Accuracy", KnnAccuracy.of(TEST, TRAIN, 5, Distance.COSINE, 1))
                .containsEntry(
                        "recallAt1",
                        Retrieval.leaveOneOut(TEST, Distance.COSINE, 1)
                                .mean(new RecallAt(1))
                                .getAsDouble())
                .containsEntry(
                        "mapAtR",
                        Retrieval.leaveOneOut(TEST, Distance.COSINE, 1)
                                .mean(new AveragePrecisionAtR())
                                .getAsDouble())
                .containsEntry("compactness", spread.compactness())
                .containsEntry("separability", spread.separability().getAsDouble())
                .containsEntry(
                        "compactnessToSeparability",
                        spread.compactnessToSeparability().getAsDouble());
    }

    @Test
    void rowsAndLabelsAloneAreEvaluatedAsUnseenClasses() {
        float[][] rows = {{0, 0}, {0, 1}, {5, 5}, {5, 6}, {0.5f, 0.5f}};
        int[] labels = {1, 1, 7, 7, 7};
        Evaluation evaluation = Evaluation.of(rows, labels);
        assertThat(evaluation.value("recallAt1")).hasValue(0.4);
        assertThat(evaluation.measures()).isEqualTo(Measures.openSet());
        EvaluationInput input = EvaluationInput.of(Embeddings.of(rows, labels));
        assertThat(input.by(Distance.COSINE).distance()).isEqualTo(Distance.COSINE);
        assertThat(Evaluation.of(input.against(input.test()), Measures.closedSet())
                        .value("nearestCenterAccuracy"))
                .hasValue(0.8);
        LabelledPairs pairs =
                new LabelledPairs(new int[] {0, 0}, new int[] {1, 2}, new boolean[] {true, false}, new int[] {0, 1});
        assertThat(input.verifying(pairs).pairs()).contains(pairs);
        assertThatThrownBy(() -> Evaluation.of(new float[][] {{1, 2}, {3}}, new int[] {0, 1}))
                .hasMessage("rows must have the same length, got 2 in row 0 and 1 in row 1");
        assertThatThrownBy(() -> Evaluation.of(new float[0][], new int[0]))
                .hasMessage("embeddings must have at least one row, got none");
    }

    @Test
    void measuresOfUnseenClassesNeedNoTrainingSample() {
        EvaluationInput input =
                new EvaluationInput(TEST, Optional.empty(), Optional.empty(), Optional.empty(), Distance.COSINE, 3, 2);
        Evaluation evaluation = Evaluation.of(input, Measures.openSet());
        Verification verification =
                Verification.ofAllPairs(TEST, Distance.COSINE, 3, 1).orElseThrow();
        ClusterAgreement clusters = ClusterAgreement.of(TEST.labels(), KMeans.clusters(TEST, 4, Distance.COSINE, 3, 1));
        assertThat(evaluation.values().keySet())
                .containsExactlyElementsOf(Measures.openSet().stream()
                        .map(Measure::id)
                        .filter(name -> !name.endsWith("Error") && !name.equals("foldAccuracy"))
                        .toList());
        assertThat(evaluation.values())
                .containsEntry("rocAuc", verification.rocAuc())
                .containsEntry("equalErrorRate", verification.equalErrorRate())
                .containsEntry("tarAtFar1e2", verification.tarAtFar1e2())
                .containsEntry("tarAtFar1e3", verification.tarAtFar1e3())
                .containsEntry("nmi", clusters.normalisedMutualInformation())
                .containsEntry("ami", clusters.adjustedMutualInformation())
                .containsEntry("ari", clusters.adjustedRandIndex())
                .containsEntry(
                        "silhouette", Silhouette.of(TEST, Distance.COSINE, 1).getAsDouble());
        assertThat(Evaluation.of(input, Measures.all()).values())
                .doesNotContainKeys("classifierAccuracy", "nearestCenterAccuracy", "knn5Accuracy")
                .containsEntry(
                        "knn5LeaveOneOut",
                        KnnAccuracy.leaveOneOut(TEST, 5, Distance.COSINE, 1).getAsDouble())
                .containsEntry(
                        "map",
                        Retrieval.leaveOneOut(TEST, Distance.COSINE, 1)
                                .mean(new AveragePrecision())
                                .getAsDouble());
    }

    @Test
    void givenPairsAreVerifiedInsteadOfAll() {
        LabelledPairs pairs = new LabelledPairs(
                new int[] {0, 1, 2, 3, 4, 5, 6, 7},
                new int[] {9, 8, 7, 6, 5, 3, 2, 1},
                new boolean[] {true, false, true, false, true, false, true, false},
                new int[] {0, 0, 0, 0, 1, 1, 1, 1});
        EvaluationInput input = new EvaluationInput(
                TEST, Optional.empty(), Optional.empty(), Optional.of(pairs), Distance.COSINE, 3, 2);
        assertThat(Evaluation.of(input, Measures.openSet()).values())
                .containsEntry(
                        "foldAccuracy",
                        FoldAccuracy.of(TEST, pairs, Distance.COSINE).mean())
                .containsEntry(
                        "rocAuc",
                        Verification.ofPairs(TEST, pairs, Distance.COSINE)
                                .orElseThrow()
                                .rocAuc());
    }

    @Test
    void valuesLieInTheirRanges() {
        Evaluation evaluation = Evaluation.of(input(Optional.of(TEST.labels()), Distance.EUCLIDEAN), Measures.all());
        assertThat(evaluation.values()).hasSize(23);
        assertThat(evaluation.measures()).allSatisfy(measure -> {
            evaluation
                    .value(measure.id())
                    .ifPresent(
                            value -> assertThat(measure.range().contains(value)).isTrue());
        });
    }

    @Test
    void measuresByTheOtherDistanceAreThoseOfAnEvaluationByIt() {
        Map<String, Double> beside = Evaluation.of(
                        input(Optional.empty(), Distance.EUCLIDEAN), Measures.otherDistance())
                .values();
        Map<String, Double> cosine = Evaluation.of(input(Optional.empty(), Distance.COSINE), Measures.closedSet())
                .values();
        Map<String, Double> euclidean = Evaluation.of(input(Optional.empty(), Distance.EUCLIDEAN), Measures.closedSet())
                .values();
        assertThat(beside)
                .containsOnly(
                        Map.entry("recallAt1OtherDistance", cosine.get("recallAt1")),
                        Map.entry("mapAtROtherDistance", cosine.get("mapAtR")));
        assertThat(cosine.get("mapAtR")).isNotEqualTo(euclidean.get("mapAtR"));
    }

    @Test
    void classifierAccuracyIsAbsentWithoutAClassifier() {
        Evaluation evaluation = Evaluation.of(input(Optional.empty(), Distance.EUCLIDEAN), Measures.closedSet());
        assertThat(evaluation.values()).hasSize(7).doesNotContainKey("classifierAccuracy");
        assertThat(evaluation.value("classifierAccuracy")).isEmpty();
        assertThat(evaluation.value("knn5Accuracy")).isPresent();
    }

    @Test
    void measuresThatDoNotExistForOneClassAreAbsent() {
        Embeddings oneClass = Embeddings.of(new double[] {1, 2, 4}, 1, new int[3]);
        Evaluation evaluation = Evaluation.of(
                new EvaluationInput(
                        oneClass, Optional.of(oneClass), Optional.empty(), Optional.empty(), Distance.EUCLIDEAN, 1, 1),
                Measures.closedSet());
        assertThat(evaluation.values().keySet())
                .containsExactly("nearestCenterAccuracy", "knn5Accuracy", "recallAt1", "mapAtR", "compactness");
        assertThat(evaluation.values()).containsAllEntriesOf(Map.of("recallAt1", 1.0, "mapAtR", 1.0));
    }

    @Test
    void unknownMeasureIsRefusedWithTheAvailableOnes() {
        Measure rows = rows("rows");
        Evaluation evaluation = Evaluation.of(input(Optional.empty(), Distance.EUCLIDEAN), List.of(rows));
        assertThat(evaluation.value("rows")).hasValue(90);
        assertThatThrownBy(() -> evaluation.value("accuracy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no measure 'accuracy'; available: rows");
        assertThatThrownBy(() -> Evaluation.of(input(Optional.empty(), Distance.EUCLIDEAN), List.of(rows, rows)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two measures have the id 'rows'");
    }

    @Test
    void progressReachesTheEnd() {
        Map<String, Long> left = new TreeMap<>();
        Evaluation.of(
                input(Optional.empty(), Distance.EUCLIDEAN),
                Measures.all(),
                (step, done, of) -> left.put(step, of - done));
        assertThat(left).containsEntry("rankings", 0L).containsEntry("silhouette", 0L);
        assertThat(left).containsKey("k-means, rounds at most");
    }

    @Test
    void measuresAreFoundByIdAndRecallAtAnyRank() {
        for (Measure measure : Measures.all()) {
            assertThat(Measures.byId(measure.id())).contains(measure);
        }
        assertThat(Measures.byId("recallAt1000").map(Measure::title)).contains("recall@1000");
        assertThat(Measures.byId("recallAt0")).isEmpty();
        assertThat(Measures.byId("recall")).isEmpty();
    }

    @Test
    void predictionsMustFitTheTestSamples() {
        assertThatThrownBy(() -> input(Optional.of(new int[3]), Distance.EUCLIDEAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there must be one prediction per test sample, got 3 for 90");
        assertThatThrownBy(() -> ClassifierAccuracy.of(TEST, new int[91]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there must be one prediction per sample, got 91 for 90");
    }

    @Test
    void testAndTrainMustHaveTheSameDimension() {
        Embeddings wider = RandomSamples.gaussian(1, 5, 4, 2);
        assertThatThrownBy(() -> new EvaluationInput(
                        TEST, Optional.of(wider), Optional.empty(), Optional.empty(), Distance.EUCLIDEAN, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("test and trainReference must have the same dimension, got 3 and 4");
    }

    @Test
    void measureIdsAreLowerCamelCase() {
        assertThatThrownBy(() -> rows("Recall@1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a measure's id must be lowerCamelCase, got 'Recall@1'");
    }

    /** A plug-in's measure. */
    private static Measure rows(String id) {
        return new Measure(
                id,
                "number of samples",
                "samples",
                Bounds.NON_NEGATIVE,
                Direction.HIGHER_IS_BETTER,
                false,
                "samples",
                new Measure.Computation.OfParts(
                        parts -> OptionalDouble.of(parts.input().test().rows())));
    }

    private static EvaluationInput input(Optional<int[]> predictions, Distance distance) {
        return new EvaluationInput(TEST, Optional.of(TRAIN), predictions, Optional.empty(), distance, 3, 2);
    }
}
