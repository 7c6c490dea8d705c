package org.metricloss.results.training.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.metricloss.results.training.parity.EngineAgreement.Verdict;
import org.metricloss.results.training.parity.ParityPoint.Moment;

class EngineAgreementTest {
    @Test
    void enginesAgreeWhereFirstStepsMeetTheBarHoweverWeightsDriftLater() {
        EngineAgreement agreement = only(first(1, 2e-7, 9e-6), first(2, 3e-7, 1e-6), epoch(1, 0.05, 0.7, 0.3));
        assertThat(agreement.verdict()).isEqualTo(Verdict.AGREES);
        assertThat(agreement.words())
                .isEqualTo(
                        "other agrees with ours in 2 pairs of trials: after the first step loss and weights differ by at"
                                + " most 9.0e-06 (o, seed 1; it must be below 1.0e-05); trained freely, by at most 5.0e-02 in an epoch's"
                                + " loss, 7.0e-01 in the weights, 3.0e-01 in a measure.");
    }

    @Test
    void enginesDisagreeWhereOneFirstStepMissesTheBar() {
        assertThat(only(first(1, 0, 0), first(2, 1e-5, 0), epoch(1, 0, 0, 0)).verdict())
                .isEqualTo(Verdict.DISAGREES);
        assertThat(only(first(1, 0, 0), first(2, 0, 1e-5), epoch(1, 0, 0, 0)).words())
                .startsWith("other DOES NOT AGREE with ours in 2 pairs of trials: after the first step");
    }

    @Test
    void driftOfFreeTrainingIsToldAndNoDisagreement() {
        EngineAgreement agreement = only(first(1, 0, 0), epoch(1, 0.5, 0, 0));
        assertThat(agreement.verdict()).isEqualTo(Verdict.AGREES);
        assertThat(agreement.words()).contains("trained freely, by at most 5.0e-01 in an epoch's loss");
    }

    @Test
    void lossThatOnlyOneEngineMadeNanIsADisagreement() {
        assertThat(only(first(1, 0, 0), epoch(1, Double.POSITIVE_INFINITY, 0, 0))
                        .verdict())
                .isEqualTo(Verdict.DISAGREES);
    }

    @Test
    void withoutAFirstStepNobodyCanTell() {
        EngineAgreement agreement =
                only(new ParityPoint("o", 1, "ours", "other", Moment.EPOCH, 1, 0, OptionalDouble.empty(), Map.of()));
        assertThat(agreement.verdict()).isEqualTo(Verdict.CANNOT_BE_TOLD);
        assertThat(agreement.words())
                .isEqualTo(
                        "it cannot be told whether other agrees with ours in 1 pair of trials: the first step was not kept;"
                                + " trained freely, by at most 0 in an epoch's loss.");
    }

    @Test
    void nanOnOneEngineIsADisagreementWithoutAFirstStepToo() {
        EngineAgreement agreement = only(epoch(1, Double.POSITIVE_INFINITY, 0, 0));
        assertThat(agreement.verdict()).isEqualTo(Verdict.DISAGREES);
        assertThat(agreement.words())
                .startsWith("other DOES NOT AGREE with ours in 1 pair of trials: the first step was not kept; trained");
    }

    @Test
    void pairsWithoutAFirstStepAreNotCountedAsAgreement() {
        assertThat(only(first(1, 0, 0), epoch(1, 0, 0, 0), epoch(2, 0, 0, 0), epoch(3, 0, 0, 0))
                        .words())
                .startsWith(
                        "other agrees with ours in 1 pair of trials (of 2 more the first step was not kept): after");
    }

    @Test
    void whereNoEpochEndedNothingIsSaidOfFreeTraining() {
        assertThat(only(first(1, 0, 2e-7)).words())
                .isEqualTo(
                        "other agrees with ours in 1 pair of trials: after the first step loss and weights differ by at"
                                + " most 2.0e-07 (o, seed 1; it must be below 1.0e-05).");
    }

    private static EngineAgreement only(ParityPoint... points) {
        List<EngineAgreement> agreements = EngineAgreement.of(List.of(points));
        assertThat(agreements).hasSize(1);
        return agreements.get(0);
    }

    private static ParityPoint first(long seed, double loss, double weights) {
        return new ParityPoint(
                "o", seed, "ours", "other", Moment.FIRST_STEP, 1, loss, OptionalDouble.of(weights), Map.of());
    }

    private static ParityPoint epoch(long seed, double loss, double weights, double recall) {
        return new ParityPoint(
                "o",
                seed,
                "ours",
                "other",
                Moment.EPOCH,
                1,
                loss,
                OptionalDouble.of(weights),
                Map.of("recallAt1", recall));
    }
}
