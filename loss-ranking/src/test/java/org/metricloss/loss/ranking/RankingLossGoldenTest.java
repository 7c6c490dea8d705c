package org.metricloss.loss.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.contract.GoldenCase;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.Tolerance;

/** Value and gradient as the Python library gives them. */
class RankingLossGoldenTest {
    static Stream<GoldenCase> cases() {
        return GoldenCase.of("fast_ap");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matchesThePythonLibrary(GoldenCase golden) {
        FastApLoss loss = new FastApLoss(golden.parameter("num_bins").intValue());
        LossRun run = LossRun.of(golden.engine(), loss, golden.example());
        Tolerance.GOLDEN.assertClose("value", run.value(), golden.number("loss"));
        Tolerance.GOLDEN.assertClose("gradient", run.gradient(), golden.matrix("grad_embeddings"));
    }

    @Test
    void thereAreSixFiles() {
        assertThat(cases().map(golden -> golden.fixture().name()).distinct()).hasSize(6);
    }
}
