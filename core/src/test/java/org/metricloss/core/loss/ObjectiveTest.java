package org.metricloss.core.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metricloss.core.evaluation.Distance;

class ObjectiveTest {
    private record Of(Optional<Distance> trainedDistance) implements MetricLoss {
        static final Of NONE = new Of(Optional.empty());
        static final Of EUCLIDEAN = new Of(Optional.of(Distance.EUCLIDEAN));
        static final Of COSINE = new Of(Optional.of(Distance.COSINE));

        @Override
        public LossOutput compute(LossInput input) {
            return LossOutput.of(input.embeddings().sum());
        }
    }

    private static Distance distance(Objective.Term... terms) {
        return new Objective("sum", List.of(terms)).distance();
    }

    private static Objective.Term term(String name, double weight, MetricLoss loss) {
        return new Objective.Term(name, weight, loss);
    }

    @Test
    void theTermOfTheLargestWeightDecidesTheDistance() {
        assertThat(distance(term("a", 1, Of.EUCLIDEAN), term("b", 2, Of.COSINE)))
                .isEqualTo(Distance.COSINE);
        assertThat(distance(term("a", 3, Of.EUCLIDEAN), term("b", 2, Of.COSINE)))
                .isEqualTo(Distance.EUCLIDEAN);
    }

    @Test
    void theFirstOfEqualWeightsDecides() {
        assertThat(distance(term("a", 1, Of.COSINE), term("b", 1, Of.EUCLIDEAN)))
                .isEqualTo(Distance.COSINE);
    }

    @Test
    void lossesWithoutADistanceAndWeightsOfZeroDecideNothing() {
        assertThat(distance(term("a", 5, Of.NONE), term("b", 0.01, Of.COSINE))).isEqualTo(Distance.COSINE);
        assertThat(distance(term("a", 5, Of.NONE), term("b", 0, Of.COSINE))).isEqualTo(Distance.EUCLIDEAN);
        assertThat(distance(term("a", 5, Of.NONE))).isEqualTo(Distance.EUCLIDEAN);
    }

    @Test
    void aLossIsEuclideanUnlessItSaysOtherwise() {
        MetricLoss plain = input -> LossOutput.of(input.embeddings().sum());
        assertThat(plain.trainedDistance()).contains(Distance.EUCLIDEAN);
    }
}
