package org.metricloss.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TupleBatchesTest {
    /** Classes of the given sizes, one after the other. */
    private static ImageSet images(int... sizes) {
        int[] labels = IntStream.range(0, sizes.length)
                .flatMap(c -> IntStream.generate(() -> c).limit(sizes[c]))
                .toArray();
        List<String> names =
                IntStream.range(0, sizes.length).mapToObj(c -> "class" + c).toList();
        return ImageSet.of(ImageShape.grey(1, 1), 255, names, new byte[labels.length], labels);
    }

    @ParameterizedTest
    @CsvSource({"2,1", "3,2", "8,4", "9,5"})
    void halfOfThePairsArePositiveAndTheOddOneToo(int pairs, int positive) {
        ImageSet images = images(7, 1, 20, 12);
        List<BatchPlan> batches = new PairBatches(pairs).epoch(images, 1, 0);
        assertThat(batches).hasSize(40 / (2 * pairs));
        for (BatchPlan batch : batches) {
            assertThat(batch.size()).isEqualTo(2 * pairs);
            assertThat(batch.tupleCount()).isEqualTo(pairs);
            int[][] tuples = batch.tuples().orElseThrow();
            int[] labels = images.labels(batch.indices());
            assertThat(Arrays.stream(tuples).filter(pair -> labels[pair[0]] == labels[pair[1]]))
                    .hasSize(positive);
            for (int i = 0; i < pairs; i++) {
                assertThat(tuples[i]).containsExactly(2 * i, 2 * i + 1);
                assertThat(batch.indices()[2 * i]).isNotEqualTo(batch.indices()[2 * i + 1]);
            }
        }
    }

    @Test
    void tripletsAreAnAnchorItsPositiveAndANegative() {
        ImageSet images = images(7, 1, 20, 12);
        List<BatchPlan> batches = new TripletBatches(4).epoch(images, 1, 0);
        assertThat(batches).hasSize(40 / 12);
        for (BatchPlan batch : batches) {
            int[][] tuples = batch.tuples().orElseThrow();
            assertThat(tuples).hasNumberOfRows(4);
            int[] labels = images.labels(batch.indices());
            for (int[] triplet : tuples) {
                assertThat(labels[triplet[0]]).isEqualTo(labels[triplet[1]]).isNotEqualTo(labels[triplet[2]]);
                assertThat(batch.indices()[triplet[0]]).isNotEqualTo(batch.indices()[triplet[1]]);
            }
        }
    }

    @Test
    void anchorsAreDealtOnceBeforeAnyIsAnchorAgain() {
        ImageSet images = images(10, 1, 10);
        // One batch of more anchors than there are images: each of the 20 that have a positive is one three times.
        int[] batch = new TripletBatches(60).epoch(images, 1, 0).get(0).indices();
        int[] asAnchor = new int[21];
        IntStream.range(0, 60).forEach(i -> asAnchor[batch[3 * i]]++);
        assertThat(asAnchor[10]).as("the lone image").isZero();
        asAnchor[10] = 3;
        assertThat(asAnchor).containsOnly(3);
    }

    /** 5,000 draws of probability 1/5 and 1/6: five standard deviations of the share are 0.03. */
    @Test
    void partnersAreDrawnUniformly() {
        ImageSet images = images(5, 2, 4);
        int[] batch = new TripletBatches(11_000).epoch(images, 3, 0).get(0).indices();
        int[] positives = new int[11];
        int[] negatives = new int[11];
        for (int i = 0; i < batch.length; i += 3) {
            if (batch[i] < 5) {
                positives[batch[i + 1]]++;
                negatives[batch[i + 2]]++;
            }
        }
        int anchors = 5000;
        for (int image = 0; image < 5; image++) {
            assertThat(positives[image] / (double) anchors).isCloseTo(1.0 / 5, within(0.03));
        }
        for (int image = 5; image < 11; image++) {
            assertThat(negatives[image] / (double) anchors).isCloseTo(1.0 / 6, within(0.03));
        }
    }

    /** Part of what makes a recorded run reproducible: must never change between versions. */
    @Test
    void batchesAreSealed() {
        assertThat(new PairBatches(3).epoch(images(3, 4, 3), 1, 2).get(0).indices())
                .containsExactly(SEALED_PAIRS);
        assertThat(new TripletBatches(2).epoch(images(3, 4, 3), 1, 2).get(0).indices())
                .containsExactly(SEALED_TRIPLETS);
    }

    private static final int[] SEALED_PAIRS = {2, 0, 9, 8, 4, 8};
    private static final int[] SEALED_TRIPLETS = {2, 0, 8, 9, 7, 6};

    @Test
    void impossibleSettingsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PairBatches(1))
                .withMessage("pairs per batch must be in [2, 500000], got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TripletBatches(0))
                .withMessage("triplets per batch must be in [1, 333333], got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PairBatches(2).stepsPerEpoch(images(5, 0)))
                .withMessage("pairs need training images of at least 2 classes, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TripletBatches(2).stepsPerEpoch(images(1, 1, 1)))
                .withMessage("triplets need a class with at least 2 training images, but every class has only 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchPlan.ofTuples(new int[] {1, 2, 3}, 2))
                .withMessage("images must be tuples of 2, got 3 images");
    }
}
