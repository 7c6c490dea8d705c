package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassScoresTest {
    @Test
    void scoresByClassAddUpToTheMeasuresAndNameTheClassesOfTheNearest() {
        Random random = new Random(1);
        int[] labels = random.ints(200, 0, 7).map(label -> 10 * label).toArray();
        labels[0] = 3; // A class of one sample, which cannot be scored.
        double[] values = random.doubles(2 * labels.length).toArray();
        Embeddings samples = Embeddings.of(values, 2, labels);
        Evaluation evaluation = Evaluation.of(EvaluationInput.of(samples), Measures.openSet());
        List<ClassScore> byClass = evaluation.byClass();
        assertThat(byClass).extracting(ClassScore::label).containsExactly(0, 3, 10, 20, 30, 40, 50, 60);
        for (String id : List.of("recallAt1", "mapAtR")) {
            double sum = byClass.stream()
                    .mapToDouble(score -> score.scores().get(id).sum())
                    .sum();
            int queries = byClass.stream()
                    .mapToInt(score -> score.scores().get(id).queries())
                    .sum();
            assertThat(queries).isEqualTo(199);
            assertThat(sum / queries).isCloseTo(evaluation.value(id).orElseThrow(), within(1e-12));
        }
        for (ClassScore score : byClass) {
            int[] nearest = new int[61];
            for (int query = 0; query < labels.length; query++) {
                if (labels[query] == score.label() && query > 0) {
                    nearest[labels[nearest(samples, query)]]++;
                }
            }
            for (int label = 0; label < nearest.length; label++) {
                assertThat(score.nearest().getOrDefault(label, 0)).isEqualTo(nearest[label]);
            }
            ClassScore.Sum recall = score.scores().get("recallAt1");
            assertThat(recall.sum()).isEqualTo((double) score.nearest().getOrDefault(score.label(), 0));
        }
    }

    private static int nearest(Embeddings samples, int query) {
        int best = -1;
        for (int other = 0; other < samples.rows(); other++) {
            if (other != query
                    && (best < 0
                            || samples.squaredDistance(query, samples, other)
                                    < samples.squaredDistance(query, samples, best))) {
                best = other;
            }
        }
        return best;
    }

    @Test
    void withoutRankingMeasuresThereAreNone() {
        Embeddings samples = Embeddings.of(new double[] {0, 1, 2, 3}, 1, new int[] {0, 0, 1, 1});
        Evaluation evaluation = Evaluation.of(
                EvaluationInput.of(samples),
                List.of(Measures.byId("compactness").orElseThrow()));
        assertThat(evaluation.byClass()).isEmpty();
        assertThat(evaluation.values()).containsOnlyKeys("compactness");
    }
}
