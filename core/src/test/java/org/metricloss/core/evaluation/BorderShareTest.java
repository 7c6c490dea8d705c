package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BorderShareTest {
    private static final Embeddings TRAIN =
            Embeddings.of(new double[] {1, 0, 3, 0, 0, 1, 0, 3, -2, 0}, 2, new int[] {4, 4, 7, 7, 9});

    @Test
    void leadsOfLogitsAreDifferencesOfTheTwoLargestProbabilities() {
        float ln2 = (float) Math.log(2);
        // Probabilities 1/2, 1/4, 1/4; then 1/3 each; then 0.8, 0.1, 0.1 far from 0.
        float[] logits = {ln2, 0, 0, 5, 5, 5, 1000, 1000 + 3 * ln2, 1000};
        assertThat(BorderShare.leadsOfLogits(logits, 3)).containsExactly(new double[] {0.25, 0, 0.7}, within(1e-4));
        assertThat(BorderShare.leadsOfLogits(logits, 3)[0]).isCloseTo(0.25, within(1e-7));
    }

    @Test
    void aSingleClassLeadsByOne() {
        assertThat(BorderShare.leadsOfLogits(new float[] {3, -3}, 2)).containsExactly(1, 1);
    }

    @Test
    void logitsThatAreNotFiniteAreRefused() {
        assertThatThrownBy(() -> BorderShare.leadsOfLogits(new float[] {1, Float.NaN}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("logits must be finite, got NaN");
    }

    /** The centers of the classes 4, 7 and 9 are (2, 0), (0, 2) and (-2, 0). */
    @Test
    void leadsOfCentersAreTheDifferenceOfTheTwoNearestDistancesOverTheirSum() {
        Embeddings queries = Embeddings.of(new double[] {2, 0, 1, 1, 1, 0, -2, 1}, 2, new int[] {4, 7, 4, 9});
        double far = Math.hypot(2, 1);
        assertThat(BorderShare.leadsOfCenters(queries, TRAIN, Distance.EUCLIDEAN, 1))
                .containsExactly(
                        new double[] {
                            1, // on a center
                            0, // on the border of two
                            (Math.sqrt(5) - 1) / (Math.sqrt(5) + 1),
                            (far - 1) / (far + 1)
                        },
                        within(1e-12));
    }

    /** By direction the centers are (1, 0), (0, 1) and (-1, 0), and the query is at 30 and 60 degrees from the nearest. */
    @Test
    void leadsByCosineAreThoseOfDirections() {
        Embeddings queries =
                Embeddings.of(new double[] {5 * Math.cos(Math.PI / 6), 5 * Math.sin(Math.PI / 6)}, 2, new int[1]);
        double near = 2 * Math.sin(Math.PI / 12);
        double far = 2 * Math.sin(Math.PI / 6);
        assertThat(BorderShare.leadsOfCenters(queries, TRAIN, Distance.COSINE, 1)[0])
                .isCloseTo((far - near) / (far + near), within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void leadsOfCentersDoNotDependOnTheScale(Distance distance) {
        double[] values = {0.3, 0.7, -0.2, 1.1, 2, -0.4};
        double[] scaled = Arrays.stream(values).map(value -> 1000 * value).toArray();
        double[] references = {1, 0, 3, 0, 0, 1, 0, 3, -2, 0};
        double[] large = Arrays.stream(references).map(value -> 1000 * value).toArray();
        int[] classes = {4, 4, 7, 7, 9};
        double[] leads = BorderShare.leadsOfCenters(
                Embeddings.of(values, 2, new int[3]), Embeddings.of(references, 2, classes), distance, 1);
        assertThat(leads).doesNotHaveDuplicates();
        assertThat(BorderShare.leadsOfCenters(
                        Embeddings.of(scaled, 2, new int[3]), Embeddings.of(large, 2, classes), distance, 2))
                .containsExactly(leads, within(1e-12));
    }

    @Test
    void centersOfOneClassHaveNoBorder() {
        Embeddings one = Embeddings.of(new double[] {1, 2}, 1, new int[2]);
        assertThatThrownBy(() -> BorderShare.leadsOfCenters(one, one, Distance.EUCLIDEAN, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least two classes");
    }

    @Test
    void theShareCountsLeadsBelowTheWidth() {
        double[] leads = {0, 0.0999, 0.1, 0.5, 1};
        assertThat(BorderShare.of(leads, 0.1)).isEqualTo(0.4);
        assertThat(BorderShare.of(leads, 1)).isEqualTo(0.8);
        assertThatThrownBy(() -> BorderShare.of(leads, 0)).hasMessage("width must be > 0 and <= 1, got 0.0");
        assertThatThrownBy(() -> BorderShare.of(new double[] {Double.NaN}, 0.1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void measuresTakeWhatTheInputHasAndAreEmptyWithoutIt() {
        Embeddings test = Embeddings.of(new double[] {2, 0, 1, 1}, 2, new int[] {4, 7});
        List<Measure> measures = List.of(
                RequestedMeasures.borderShare(0.1),
                RequestedMeasures.centerBorderShare(0.1),
                RequestedMeasures.fgsmAccuracy(0.05),
                RequestedMeasures.fgsmAccuracy(1));
        assertThat(measures)
                .extracting(Measure::id)
                .containsExactly("borderShare", "centerBorderShare", "fgsmAccuracy0p05", "fgsmAccuracy1");
        assertThat(measures)
                .allMatch(Measure::isCompared)
                .extracting(Measure::range)
                .containsOnly(Measure.Bounds.FRACTION);
        assertThat(Evaluation.of(EvaluationInput.of(test), measures).values()).isEmpty();
        EvaluationInput input = EvaluationInput.of(test)
                .against(TRAIN)
                .classifiedBy(new ClassifierDetails(new double[] {0.05, 0.2}, Map.of(0.05, new int[] {4, 4})));
        assertThat(Evaluation.of(input, measures).values())
                .isEqualTo(Map.of("borderShare", 0.5, "centerBorderShare", 0.5, "fgsmAccuracy0p05", 0.5));
    }

    @Test
    void detailsMustBeOfEachSample() {
        EvaluationInput input = EvaluationInput.of(TRAIN);
        assertThatThrownBy(() -> input.classifiedBy(new ClassifierDetails(new double[3], Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the classifier must tell the lead of each test sample, got 3 for 5");
        assertThatThrownBy(() -> new ClassifierDetails(new double[3], Map.of(0.1, new int[2])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there must be one label per sample, got 2 for 3 under the attack of size 0.1");
    }
}
