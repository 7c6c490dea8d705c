package org.metricloss.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedViewsTest {
    private static final ImageSet IMAGES = ImageSet.of(
            ImageShape.grey(1, 1), 255, List.of("a", "b"), new byte[10], new int[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 1});

    @Test
    void eachBatchHoldsTheImagesOfTheOtherAsOftenAsThereAreViews() {
        ShuffledBatches once = new ShuffledBatches(4);
        List<BatchPlan> single = once.epoch(IMAGES, 3, 1);
        List<BatchPlan> views = new RepeatedViews(once, 3).epoch(IMAGES, 3, 1);
        assertThat(views).hasSameSizeAs(single);
        for (int step = 0; step < views.size(); step++) {
            int[] images = single.get(step).indices();
            int[] repeated = views.get(step).indices();
            assertThat(repeated).hasSize(3 * images.length);
            for (int i = 0; i < repeated.length; i++) {
                assertThat(repeated[i]).isEqualTo(images[i % images.length]);
            }
        }
        assertThat(new RepeatedViews(once, 3).stepsPerEpoch(IMAGES)).isEqualTo(3);
        assertThat(new RepeatedViews(once, 3).largestBatch()).isEqualTo(12);
    }

    @Test
    void oneViewAndListedTuplesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RepeatedViews(new ShuffledBatches(4), 1))
                .withMessage("views must be >= 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RepeatedViews(new TripletBatches(2), 2).epoch(IMAGES, 1, 0))
                .withMessage("batches that list tuples hold each image once");
    }
}
