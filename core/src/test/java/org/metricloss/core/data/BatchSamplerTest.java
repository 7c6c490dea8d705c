package org.metricloss.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.random.RandomStream;

class BatchSamplerTest {
    /** Classes of the given sizes, their images interleaved. */
    private static ImageSet images(int... sizes) {
        int largest = Arrays.stream(sizes).max().orElseThrow();
        int[] labels = IntStream.range(0, largest)
                .flatMap(i -> IntStream.range(0, sizes.length).filter(c -> i < sizes[c]))
                .toArray();
        List<String> names =
                IntStream.range(0, sizes.length).mapToObj(c -> "class" + c).toList();
        return ImageSet.of(ImageShape.grey(1, 1), 255, names, new byte[labels.length], labels);
    }

    private static int[] all(List<BatchPlan> batches) {
        return batches.stream().flatMapToInt(b -> Arrays.stream(b.indices())).toArray();
    }

    static List<BatchSampler> samplers() {
        return List.of(new ShuffledBatches(4), new BalancedBatches(2, 3), new PairBatches(3), new TripletBatches(2));
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void seedAndEpochAloneDecideTheBatches(BatchSampler sampler) {
        ImageSet images = images(8, 9, 10);
        List<BatchPlan> batches = sampler.epoch(images, 5, 2);
        assertThat(sampler.epoch(images, 5, 2)).isEqualTo(batches);
        assertThat(sampler.epoch(images, 6, 2)).isNotEqualTo(batches);
        assertThat(sampler.epoch(images, 5, 3)).isNotEqualTo(batches);
        assertThat(batches).hasSize(sampler.stepsPerEpoch(images)).allMatch(b -> b.size() <= sampler.largestBatch());
    }

    @ParameterizedTest
    @CsvSource({"10,4,3,2", "12,4,3,4", "3,4,1,3", "1,1,1,1"})
    void shuffledBatchesHoldEveryImageOnce(int n, int size, int steps, int last) {
        List<BatchPlan> batches = new ShuffledBatches(size).epoch(images(n), 1, 0);
        assertThat(batches).hasSize(steps);
        assertThat(batches.get(steps - 1).size()).isEqualTo(last);
        assertThat(all(batches)).containsExactlyInAnyOrder(IntStream.range(0, n).toArray());
    }

    /** Part of what makes a recorded run reproducible: must never change between versions. */
    @Test
    void batchesAreSealed() {
        assertThat(new ShuffledBatches(5).epoch(images(8), 1, 2).get(0).indices())
                .containsExactly(SEALED_SHUFFLED);
        assertThat(all(new BalancedBatches(2, 2).epoch(images(3, 4, 3), 1, 2))).containsExactly(SEALED_BALANCED);
    }

    private static final int[] SEALED_SHUFFLED = {3, 1, 5, 7, 4};
    private static final int[] SEALED_BALANCED = {9, 4, 8, 2, 0, 6, 5, 2};

    @ParameterizedTest
    @CsvSource({"2,3", "3,2", "1,7", "3,7", "3,1"})
    void balancedBatchesHaveDifferentImagesOfDifferentClasses(int classes, int perClass) {
        ImageSet images = images(7, 20, 11);
        for (int epoch = 0; epoch < 20; epoch++) {
            List<BatchPlan> batches = new BalancedBatches(classes, perClass).epoch(images, 1, epoch);
            assertThat(batches).hasSize(38 / (classes * perClass));
            for (BatchPlan batch : batches) {
                assertThat(batch.indices()).hasSize(classes * perClass).doesNotHaveDuplicates();
                int[] labels = images.labels(batch.indices());
                assertThat(Arrays.stream(labels).distinct().count()).isEqualTo(classes);
                for (int c : Arrays.stream(labels).distinct().toArray()) {
                    assertThat(Arrays.stream(labels).filter(label -> label == c))
                            .hasSize(perClass);
                }
            }
        }
    }

    @Test
    void noImageIsRepeatedInAnEpochOfEqualClasses() {
        assertThat(all(new BalancedBatches(3, 4).epoch(images(10, 10, 10), 1, 0)))
                .hasSize(24)
                .doesNotHaveDuplicates();
        // Two classes of four per batch: after six batches each class had three turns of three images.
        assertThat(all(new BalancedBatches(2, 3).epoch(images(9, 9, 9, 9), 1, 0)))
                .containsExactlyInAnyOrder(IntStream.range(0, 36).toArray());
    }

    @Test
    void fewImagesStillGiveOneBatch() {
        assertThat(new BalancedBatches(2, 3).epoch(images(3, 3, 0), 1, 0)).hasSize(1);
        assertThat(new BalancedBatches(10, 12)
                        .stepsPerEpoch(
                                images(IntStream.range(0, 10).map(c -> 12).toArray())))
                .isEqualTo(1);
    }

    @Test
    void classesWithoutImagesAreNotInTheData() {
        ImageSet images = images(5, 0, 5);
        assertThat(all(new BalancedBatches(2, 5).epoch(images, 1, 0))).hasSize(10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BalancedBatches(3, 5).epoch(images, 1, 0))
                .withMessage("classes per batch must be at most 2, the number of classes with training images, got 3");
    }

    @Test
    void aClassWithTooFewImagesIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BalancedBatches(2, 6, SmallClasses.REFUSE).stepsPerEpoch(images(8, 5, 9)))
                .withMessage(
                        "images per class must be at most 5, the number of training images of class 'class1', got 6");
    }

    @Test
    void aSmallClassRepeatsItsImagesEvenly() {
        BalancedBatches sampler = new BalancedBatches(2, 5);
        ImageSet images = images(5, 2);
        assertThat(sampler.smallClassesIn(images)).isEqualTo(1);
        for (BatchPlan batch : sampler.epoch(images, 1, 0)) {
            assertThat(batch.size()).isEqualTo(10);
            int[][] counts = new int[2][7];
            Arrays.stream(batch.indices()).forEach(image -> counts[images.label(image)][image]++);
            assertThat(Arrays.stream(counts[0]).filter(count -> count > 0)).containsExactly(1, 1, 1, 1, 1);
            assertThat(Arrays.stream(counts[1]).filter(count -> count > 0)).containsExactlyInAnyOrder(2, 3);
        }
    }

    @Test
    void skippedClassesAreInNoBatchAndDoNotCount() {
        BalancedBatches sampler = new BalancedBatches(2, 3, SmallClasses.SKIP);
        ImageSet images = images(6, 2, 6);
        List<BatchPlan> batches = sampler.epoch(images, 1, 0);
        assertThat(batches).hasSize(2);
        assertThat(Arrays.stream(all(batches)).map(images::label)).hasSize(12).doesNotContain(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BalancedBatches(3, 3, SmallClasses.SKIP).stepsPerEpoch(images))
                .withMessage(
                        "classes per batch must be at most 2, the number of classes with at least 3 training images,"
                                + " got 3");
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ShuffledBatches(0))
                .withMessage("batch size must be > 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ShuffledBatches(1).epoch(images(0), 1, 0))
                .withMessage("batches need at least 1 image, got 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new BalancedBatches(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new BalancedBatches(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new BalancedBatches(65_536, 65_536));
        assertThatIllegalArgumentException().isThrownBy(BatchPlan::of);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "5,2", "5,3", "5,5", "7,4"})
    void decksDealEachCardEquallyOftenAndNoneTwiceInAHand(int cards, int hand) {
        Deck deck = new Deck(IntStream.range(0, cards).toArray(), RandomStream.of(1, "deck"));
        int[] counts = new int[cards];
        for (int i = 0; i < 100; i++) {
            int[] dealt = deck.deal(hand);
            assertThat(dealt).hasSize(hand).doesNotHaveDuplicates();
            Arrays.stream(dealt).forEach(card -> counts[card]++);
        }
        // Within a round a card was dealt or not; a hand across two rounds has begun the second.
        assertThat(Arrays.stream(counts).max().orElseThrow()
                        - Arrays.stream(counts).min().orElseThrow())
                .isLessThanOrEqualTo(1);
    }
}
