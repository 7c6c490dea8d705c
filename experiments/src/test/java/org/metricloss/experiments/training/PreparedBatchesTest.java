package org.metricloss.experiments.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metricloss.core.augment.Augmentation;
import org.metricloss.core.augment.Crop;
import org.metricloss.core.augment.Flip;
import org.metricloss.core.data.BatchPlan;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.RepeatedViews;
import org.metricloss.core.data.ShuffledBatches;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.Datasets;

class PreparedBatchesTest {
    private static final Augmentation AUGMENTATION =
            new Augmentation(List.of(new Flip(Flip.Direction.HORIZONTAL, 0.5), new Crop(1, 0)));
    private static final Dataset DIGITS = Datasets.ofEnvironment().open(DatasetSettings.of("digits"), 1);

    /** 1,442 images make 14 batches of 100 and one of 42, more than are prepared ahead. */
    @Test
    void batchesComeInOrderWithThePixelsThatOneThreadGives() {
        BatchSource source = source(AUGMENTATION);
        List<BatchPlan> batches = source.epoch(2);
        int[][] occurrences = source.occurrences(batches);
        List<float[]> prepared = prepared(source, 2, 0);
        assertThat(prepared).hasSize(15);
        for (int step = 0; step < prepared.size(); step++) {
            float[] expected = new float[source.values(batches.get(step))];
            source.layOut(batches.get(step), 2, occurrences[step], expected);
            assertThat(prepared.get(step)).isEqualTo(expected);
            float[] unchanged = new float[expected.length];
            source(Augmentation.NONE).layOut(batches.get(step), 2, new int[0], unchanged);
            assertThat(expected).isNotEqualTo(unchanged);
        }
    }

    @Test
    void anEpochThatResumesHasTheSamePixels() {
        BatchSource source = source(AUGMENTATION);
        List<float[]> whole = prepared(source, 1, 0);
        List<float[]> rest = prepared(source, 1, 6);
        assertThat(rest).hasSize(9);
        for (int step = 0; step < rest.size(); step++) {
            assertThat(rest.get(step)).isEqualTo(whole.get(6 + step));
        }
    }

    @Test
    void viewsOfAnImageDiffer() {
        BatchSource source = new BatchSource(
                DIGITS.train(), DIGITS.scaling(), new RepeatedViews(new ShuffledBatches(100), 2), AUGMENTATION, 1);
        float[] pixels = prepared(source, 0, 0).get(0);
        int half = pixels.length / 2;
        assertThat(Arrays.copyOf(pixels, half)).isNotEqualTo(Arrays.copyOfRange(pixels, half, pixels.length));
    }

    @Test
    void theTimeOfTheThreadsIsTakenOnce() {
        BatchSource source = source(AUGMENTATION);
        try (PreparedBatches batches = new PreparedBatches(source, 0, source.epoch(0), 14)) {
            assertThat(batches.next(new float[0])).hasSize(42 * 64);
            assertThat(batches.takeNanos()).isPositive();
            assertThat(batches.takeNanos()).isZero();
        }
    }

    private static BatchSource source(Augmentation augmentation) {
        return new BatchSource(DIGITS.train(), DIGITS.scaling(), new ShuffledBatches(100), augmentation, 1);
    }

    private static List<float[]> prepared(BatchSource source, int epoch, int from) {
        List<BatchPlan> plans = source.epoch(epoch);
        List<float[]> pixels = new ArrayList<>();
        try (PreparedBatches batches = new PreparedBatches(source, epoch, plans, from)) {
            float[] last = new float[0];
            for (int step = from; step < plans.size(); step++) {
                last = batches.next(last);
                pixels.add(last.clone());
            }
        }
        return pixels;
    }
}
