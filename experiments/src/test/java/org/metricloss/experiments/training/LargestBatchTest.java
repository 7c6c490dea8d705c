package org.metricloss.experiments.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.experiments.training.setting.BatchSetting;

class LargestBatchTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "500, 500", "998, 998", "999, 999", "5000, 999"})
    void theLargestSmallerBatchIsFound(int limit, int found) {
        assertThat(LargestBatch.below(new BatchSetting.Uniform(1000), batch -> batch.samples() <= limit))
                .contains(new BatchSetting.Uniform(found));
    }

    @Test
    void aBatchKeepsItsKind() {
        assertThat(LargestBatch.below(new BatchSetting.Pairs(64), batch -> batch.samples() <= 21))
                .contains(new BatchSetting.Pairs(10));
        assertThat(LargestBatch.below(new BatchSetting.Triplets(64), batch -> batch.samples() <= 21))
                .contains(new BatchSetting.Triplets(7));
        assertThat(LargestBatch.below(new BatchSetting.PerClass(10, 12), batch -> batch.samples() <= 59))
                .contains(new BatchSetting.PerClass(10, 5));
    }

    @Test
    void classesAreFewerOnlyWhereTwoImagesOfEachAreTooMany() {
        assertThat(LargestBatch.below(new BatchSetting.PerClass(10, 12), batch -> batch.samples() <= 13))
                .contains(new BatchSetting.PerClass(6, 2));
    }

    @Test
    void nothingFitsWhereTheSmallestDoesNot() {
        assertThat(LargestBatch.below(new BatchSetting.Uniform(1), batch -> true))
                .isEmpty();
        assertThat(LargestBatch.below(new BatchSetting.Uniform(1000), batch -> false))
                .isEmpty();
        assertThat(LargestBatch.below(new BatchSetting.Pairs(64), batch -> batch.samples() <= 3))
                .isEmpty();
        assertThat(LargestBatch.below(new BatchSetting.PerClass(10, 12), batch -> batch.samples() <= 3))
                .isEmpty();
    }
}
