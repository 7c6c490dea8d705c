package org.metricloss.experiments.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.augment.Augmentation;
import org.metricloss.core.augment.Canvas;
import org.metricloss.core.data.ImageSet;
import org.metricloss.datasets.Thumbnail;
import org.metricloss.results.record.AugmentedRecord;

/** Draws a few training images with their augmented versions, for the report. A wrong augmentation is seen at once. */
final class AugmentedStrip {
    private static final int IMAGES = 8;
    private static final int EPOCHS = 7;

    private AugmentedStrip() {}

    /**
     * {@return the first different images of the first batch, each as it occurs first in each of the first epochs; empty
     * without augmentation}
     *
     * @param trial the trial's id
     * @param source the trial's batches
     */
    static Optional<AugmentedRecord> of(String trial, BatchSource source) {
        if (source.augmentation().isNone()) {
            return Optional.empty();
        }
        ImageSet images = (ImageSet) source.images();
        int[] shown = Arrays.stream(source.epoch(0).get(0).indices())
                .distinct()
                .limit(IMAGES)
                .toArray();
        List<AugmentedRecord.Row> rows = new ArrayList<>();
        for (int image : shown) {
            List<String> versions = new ArrayList<>();
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                Canvas canvas = new Canvas(images.shape(), images.maxValue());
                source.augmentation().draw(images, image, new Augmentation.Draw(source.seed(), epoch, 0), canvas);
                versions.add(text(Thumbnail.png(canvas.pixels(), images.shape(), images.maxValue())));
            }
            rows.add(new AugmentedRecord.Row(
                    images.classNames().get(images.label(image)), text(Thumbnail.png(images, image)), versions));
        }
        return Optional.of(new AugmentedRecord(AugmentedRecord.FORMAT, trial, fitting(rows)));
    }

    /** Noise does not compress: as many rows as the record may hold. */
    private static List<AugmentedRecord.Row> fitting(List<AugmentedRecord.Row> rows) {
        List<AugmentedRecord.Row> fitting = new ArrayList<>();
        int characters = 0;
        for (AugmentedRecord.Row row : rows) {
            characters += row.original().length()
                    + row.versions().stream().mapToInt(String::length).sum();
            if (characters <= AugmentedRecord.MOST_CHARACTERS) {
                fitting.add(row);
            }
        }
        return fitting;
    }

    private static String text(byte[] png) {
        return Base64.getEncoder().encodeToString(png);
    }
}
