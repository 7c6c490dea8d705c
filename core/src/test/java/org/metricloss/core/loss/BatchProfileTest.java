package org.metricloss.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchProfileTest {
    @ParameterizedTest
    @CsvSource({"1,1", "5,1", "7,3", "12,4", "3,10"})
    void countsAgreeWithEnumeration(int samples, int classes) {
        BatchProfile profile = BatchProfile.even(samples, classes, 2);
        long positives = 0;
        long negatives = 0;
        long triplets = 0;
        for (int a = 0; a < samples; a++) {
            for (int p = 0; p < samples; p++) {
                boolean same = a % classes == p % classes;
                positives += same && a != p ? 1 : 0;
                negatives += same ? 0 : 1;
                for (int n = 0; n < samples; n++) {
                    triplets += same && a != p && a % classes != n % classes ? 1 : 0;
                }
            }
        }
        assertThat(profile.samples()).isEqualTo(samples);
        assertThat(profile.orderedPositivePairs()).isEqualTo(positives);
        assertThat(profile.orderedNegativePairs()).isEqualTo(negatives);
        assertThat(profile.triplets()).isEqualTo(triplets);
    }

    @Test
    void anchorsNeedAPositiveAndANegative() {
        assertThat(BatchProfile.of(new int[] {1, 3, 2}, 2).anchors()).isEqualTo(5);
        assertThat(BatchProfile.of(new int[] {6}, 2).anchors()).isZero();
        assertThat(BatchProfile.of(new int[] {1, 1, 1}, 2).anchors()).isZero();
    }

    @Test
    void countsDoNotOverflow() {
        assertThat(BatchProfile.of(new int[] {50_000, 50_000}, 2).triplets()).isEqualTo(2L * 50_000 * 49_999 * 50_000);
    }

    @Test
    void emptyClassesAreRefused() {
        assertThatThrownBy(() -> BatchProfile.of(new int[] {2, 0}, 2))
                .hasMessage("class sizes must be >= 1, got [2, 0]");
    }

    @Test
    void labelsGiveTheSizesOfTheClassesThatOccur() {
        BatchProfile profile = BatchProfile.ofLabels(new int[] {4, 0, 4, 4}, 6, 2);
        assertThat(profile.samples()).isEqualTo(4);
        assertThat(profile.classes()).isEqualTo(6);
        assertThat(profile.pairs()).isEqualTo(6);
        assertThat(profile.orderedPositivePairs()).isEqualTo(6);
        assertThat(profile.orderedNegativePairs()).isEqualTo(6);
    }

    @Test
    void listedTuplesAreOfTheBatchAndNotOfItsClasses() {
        BatchProfile profile = BatchProfile.of(new int[] {2, 4}, 5, 3);
        assertThat(profile.listedTuples()).isZero();
        BatchProfile listing = profile.listing(7);
        assertThat(listing.listedTuples()).isEqualTo(7);
        assertThat(listing.pairs()).isEqualTo(15);
        assertThat(listing.classes()).isEqualTo(5);
        assertThat(listing.dimension()).isEqualTo(3);
        assertThatThrownBy(() -> profile.listing(-1)).hasMessage("listed tuples must be >= 0, got -1");
    }

    @Test
    void moreClassesCannotOccurThanThereAre() {
        assertThatThrownBy(() -> BatchProfile.of(new int[] {2, 1}, 1, 2))
                .hasMessage("classes must be >= the 2 that occur, got 1");
    }
}
