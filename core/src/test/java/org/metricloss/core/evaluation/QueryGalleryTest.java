package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.core.random.RandomStream;

/** Queries that rank a gallery, with and without groups, against loops over all pairs. */
class QueryGalleryTest {
    private static final int N = 60;
    private static final int QUERIES = 14;
    private static final int D = 3;

    private final float[] values = new float[N * D];
    private final int[] labels = new int[N];
    private final int[] groups = new int[N];

    private QueryGallery draw(boolean grouped) {
        RandomStream random = RandomStream.of(1, "query-gallery");
        for (int i = 0; i < N; i++) {
            labels[i] = random.nextInt(5);
            groups[i] = random.nextInt(3);
            for (int k = 0; k < D; k++) {
                // Few values, so that distances tie.
                values[i * D + k] = random.nextInt(4);
            }
        }
        // A class that is in the queries alone.
        labels[3] = 9;
        return new QueryGallery(QUERIES, grouped ? Optional.of(groups) : Optional.empty());
    }

    private List<Integer> ranking(int query, boolean grouped) {
        return IntStream.range(QUERIES, N)
                .filter(i -> !grouped || labels[i] != labels[query] || groups[i] != groups[query])
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> squared(query, i))
                        .thenComparingInt(i -> i))
                .toList();
    }

    private double squared(int a, int b) {
        double sum = 0;
        for (int k = 0; k < D; k++) {
            double difference = (double) values[a * D + k] - values[b * D + k];
            sum += difference * difference;
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"true,1", "true,3", "false,2"})
    void recallAndMeanAveragePrecisionAgreeWithLoops(boolean grouped, int threads) {
        QueryGallery parts = draw(grouped);
        double hits = 0;
        double precisions = 0;
        int counted = 0;
        for (int query = 0; query < QUERIES; query++) {
            int own = labels[query];
            List<Integer> ranking = ranking(query, grouped);
            long relevant = ranking.stream().filter(i -> labels[i] == own).count();
            if (relevant == 0) {
                continue;
            }
            counted++;
            hits += labels[ranking.get(0)] == own ? 1 : 0;
            int found = 0;
            double sum = 0;
            for (int rank = 0; rank < ranking.size(); rank++) {
                if (labels[ranking.get(rank)] == own) {
                    sum += ++found / (rank + 1.0);
                }
            }
            precisions += sum / relevant;
        }
        assertThat(counted).isBetween(QUERIES / 2, QUERIES - 1);
        EvaluationInput input = new EvaluationInput(
                Embeddings.of(values, D, labels),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(parts),
                Distance.EUCLIDEAN,
                1,
                threads);
        Map<String, Double> measured = Evaluation.of(
                        input,
                        List.of(
                                Measures.byId("recallAt1").orElseThrow(),
                                Measures.byId("map").orElseThrow()))
                .values();
        assertThat(measured.get("recallAt1")).isCloseTo(hits / counted, within(1e-12));
        assertThat(measured.get("map")).isCloseTo(precisions / counted, within(1e-12));
    }

    @Test
    void changedInputsKeepTheDivision() {
        QueryGallery parts = draw(true);
        Embeddings samples = Embeddings.of(values, D, labels);
        EvaluationInput input = new EvaluationInput(
                samples,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(parts),
                Distance.EUCLIDEAN,
                1,
                1);
        LabelledPairs pairs = new LabelledPairs(new int[] {0}, new int[] {1}, new boolean[] {true}, new int[] {0});
        assertThat(List.of(input.by(Distance.COSINE), input.against(samples), input.verifying(pairs)))
                .allMatch(changed -> changed.queryGallery().equals(Optional.of(parts)));
    }

    @Test
    void queriesWithoutMatchAreCounted() {
        int[] classes = {0, 1, 2, 3, 0, 1, 1, 3};
        assertThat(new QueryGallery(4, Optional.empty()).queriesWithoutMatch(classes))
                .isEqualTo(1);
        // The gallery's samples of class 0 and 3 are of their query's own group.
        int[] cameras = {5, 5, 5, 5, 5, 5, 6, 5};
        assertThat(new QueryGallery(4, Optional.of(cameras)).queriesWithoutMatch(classes))
                .isEqualTo(3);
    }

    @Test
    void leavingOutTheOwnGroupChangesTheRanking() {
        QueryGallery with = draw(true);
        Embeddings samples = Embeddings.of(values, D, labels);
        double grouped = Retrieval.of(samples, with, Distance.COSINE, 1)
                .mean(new AveragePrecision())
                .orElseThrow();
        double all = Retrieval.of(samples, new QueryGallery(QUERIES, Optional.empty()), Distance.COSINE, 1)
                .mean(new AveragePrecision())
                .orElseThrow();
        assertThat(grouped).isNotEqualTo(all);
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        Embeddings samples = Embeddings.of(new float[4], 2, new int[2]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Retrieval.of(samples, new QueryGallery(2, Optional.empty()), Distance.EUCLIDEAN, 1))
                .withMessage("the gallery must have at least 1 sample, got 2 samples with 2 queries");
        assertThatIllegalArgumentException().isThrownBy(() -> new QueryGallery(0, Optional.empty()));
    }
}
