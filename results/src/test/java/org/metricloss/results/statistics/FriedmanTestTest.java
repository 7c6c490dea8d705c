package org.metricloss.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The statistic is that of scipy.stats.friedmanchisquare; p is compared with the enumeration of all orders. */
class FriedmanTestTest {
    private static final double[][] DISTINCT = {
        {0.9, 0.8, 0.7, 0.6},
        {0.5, 0.6, 0.4, 0.3},
        {0.8, 0.7, 0.75, 0.2}
    };
    private static final double[][] TIED = {
        {0.9, 0.9, 0.7},
        {0.5, 0.6, 0.4},
        {0.8, 0.7, 0.7},
        {0.1, 0.3, 0.2}
    };

    @Test
    void statisticIsThatOfSciPyAndPThatOfAllOrders() {
        FriedmanTest distinct = FriedmanTest.of(DISTINCT);
        assertThat(distinct.statistic()).isCloseTo(7.0, within(1e-12));
        assertThat(distinct.p()).isCloseTo(0.05382, within(0.003));
    }

    @Test
    void tiesShareMidRanksAndCorrectTheStatistic() {
        assertThat(FriedmanTest.ranks(TIED[0])).containsExactly(1.5, 1.5, 3);
        assertThat(FriedmanTest.ranks(TIED[3])).containsExactly(3, 1, 2);
        FriedmanTest tied = FriedmanTest.of(TIED);
        assertThat(tied.statistic()).isCloseTo(3.0, within(1e-12));
        assertThat(tied.p()).isCloseTo(0.24074, within(0.003));
    }

    @Test
    void equalValuesEverywhereDoNotDiffer() {
        FriedmanTest equal = FriedmanTest.of(new double[][] {{1, 1, 1}, {2, 2, 2}});
        assertThat(equal.statistic()).isZero();
        assertThat(equal.p()).isEqualTo(1);
    }

    @Test
    void twoDataSetsThatAgreeAreAsRareAsOneOrderOfAll() {
        // The second data set has one of 5! orders, and no other gives larger differences.
        double[][] agree = {{5, 4, 3, 2, 1}, {5, 4, 3, 2, 1}};
        assertThat(FriedmanTest.of(agree).p()).isCloseTo(1 / 120.0, within(0.002));
    }

    @Test
    void fewerThanTwoOrUnequalRowsAreRefused() {
        String refusal = "at least two data sets with the same two or more objectives are needed, got ";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FriedmanTest.of(new double[][] {{1, 2}}))
                .withMessage(refusal + "1 of 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FriedmanTest.of(new double[][] {{1}, {2}}))
                .withMessage(refusal + "2 of 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FriedmanTest.of(new double[][] {{1, 2}, {1, 2, 3}}))
                .withMessage(refusal + "2 of 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FriedmanTest.of(new double[0][]))
                .withMessage(refusal + "0 of 0");
    }
}
