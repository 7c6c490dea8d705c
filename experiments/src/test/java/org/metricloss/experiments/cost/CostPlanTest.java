package org.metricloss.experiments.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metricloss.experiments.file.Available;
import org.metricloss.results.cost.PointSetup;

class CostPlanTest {
    private static final String FILE = """
            study: cost
            name: plan
            seed: SEED
            engines: [djl, tensorflow]
            perClass: [4]
            sizes: [32, 64, 128]
            dimensions: [8, 16]
            sampleTuples: 6
            losses:
              center: {loss: center}
              triplet: {loss: triplet, algorithms: [exact, explicit]}
            """;

    private static CostPlan plan(int seed) {
        return CostPlan.of(CostExperiment.parse(
                "plan.yaml", FILE.replace("SEED", Integer.toString(seed)), List.of(), Available.onClassPath()));
    }

    @Test
    void everyRoundHasEveryPointInARandomOrderOfItsOwn() {
        List<CostPoint> points = plan(1).points();
        // Three series, two engines, three sizes, two dimensions.
        assertThat(points).hasSize(3 * 36);
        List<List<String>> rounds = List.of(round(points, 0), round(points, 1), round(points, 2));
        for (List<String> round : rounds) {
            assertThat(round).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(rounds.get(0));
            assertThat(round)
                    .isNotEqualTo(
                            round.stream().sorted(Comparator.naturalOrder()).toList());
        }
        assertThat(rounds).doesNotHaveDuplicates();
    }

    private static List<String> round(List<CostPoint> points, int round) {
        List<CostPoint> part = points.subList(round * 36, (round + 1) * 36);
        assertThat(part).allMatch(point -> point.round() == round + 1);
        return part.stream().map(CostPoint::idWithoutRound).toList();
    }

    /** The text of a study on the processor is that of older versions. */
    @Test
    void theDeviceIsStatedIfItIsAGpu() {
        CostPlan onCpu = plan(1);
        assertThat(onCpu.experiment().canonicalText()).doesNotContain("device");
        assertThat(onCpu.setup(onCpu.points().get(0)).device()).isEmpty();
        CostPlan onGpu = CostPlan.of(CostExperiment.parse(
                "plan.yaml", FILE.replace("SEED", "1"), List.of("device=gpu:1"), Available.onClassPath()));
        assertThat(onGpu.experiment().canonicalText()).contains("\"device\": \"gpu:1\"");
        assertThat(onGpu.setup(onGpu.points().get(0)).device()).hasValue("gpu:1");
    }

    @Test
    void orderFollowsFromTheSeed() {
        assertThat(plan(1).trialIds()).isEqualTo(plan(1).trialIds()).isNotEqualTo(plan(2).trialIds());
    }

    @Test
    void setupCountsWhatExistsAndWhatIsTouched() {
        CostPlan plan = plan(1);
        PointSetup exact = plan.setup(plan.point("triplet.exact.djl.n-32.d-8.p-4.round-1"));
        assertThat(exact.classes()).isEqualTo(8);
        assertThat(exact.pairs()).isEqualTo(32 * 31 / 2);
        assertThat(exact.triplets()).isEqualTo(32 * 3 * 28);
        assertThat(exact.tuplesPredicted()).isEqualTo(exact.triplets());
        PointSetup explicit = plan.setup(plan.point("triplet.explicit.djl.n-32.d-8.p-4.round-1"));
        assertThat(explicit.triplets()).isEqualTo(exact.triplets());
        assertThat(explicit.tuplesPredicted()).isEqualTo(6);
        assertThat(explicit.listed().orElseThrow()).isEqualTo(new PointSetup.ListedTuples("triplets", 3, 6, "lenet"));
        PointSetup center = plan.setup(plan.point("center.direct.tensorflow.n-128.d-16.p-4.round-3"));
        assertThat(center.tuplesPredicted()).isEqualTo(128);
        assertThat(center.predictedBytes()).isPositive();
    }

    @Test
    void listedTripletsAreTriplets() {
        CostPlan plan = plan(1);
        CostPoint point = plan.point("triplet.explicit.djl.n-32.d-8.p-4.round-1");
        ListedSample sample = ListedSample.of(point, point.kind());
        assertThat(sample.labels()).hasSize(18);
        assertThat(sample.tuples()).hasDimensions(6, 3);
        for (int[] triplet : sample.tuples()) {
            int anchor = sample.labels()[triplet[0]];
            assertThat(sample.labels()[triplet[1]]).isEqualTo(anchor);
            assertThat(sample.labels()[triplet[2]]).isNotEqualTo(anchor).isBetween(0, 7);
        }
    }
}
