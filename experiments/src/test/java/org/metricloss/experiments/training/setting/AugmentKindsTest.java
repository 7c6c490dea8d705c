package org.metricloss.experiments.training.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.core.augment.Affine;
import org.metricloss.core.augment.Brightness;
import org.metricloss.core.augment.Contrast;
import org.metricloss.core.augment.Crop;
import org.metricloss.core.augment.Erase;
import org.metricloss.core.augment.Flip;
import org.metricloss.core.augment.ResizedCrop;
import org.metricloss.core.augment.Saturation;

class AugmentKindsTest {
    private static final String ALL =
            "augment=[{flip: horizontal}, {flip: {direction: vertical, p: 0.25}}, {crop: {padding: 4}}, {resizedCrop: {}},"
                    + " {affine: {degrees: 10, translate: [0.1, 0.2], scale: [0.9, 1.1], shear: 5, fill: 1}},"
                    + " {erase: {value: 0.5}}, {brightness: 0.2}, {contrast: {strength: 0.3}}, {saturation: 1.5}]";

    @Test
    void everyKindIsReadInOrderAndStaysTheSameInTheCanonicalText() {
        Experiment read = Examples.parse(Examples.quickstart(), ALL);
        assertThat(read.augment().transforms())
                .containsExactly(
                        new Flip(Flip.Direction.HORIZONTAL, 0.5),
                        new Flip(Flip.Direction.VERTICAL, 0.25),
                        new Crop(4, 0),
                        ResizedCrop.STANDARD,
                        new Affine(10, List.of(0.1, 0.2), List.of(0.9, 1.1), 5, 1),
                        new Erase(0.5, Erase.STANDARD.scale(), Erase.STANDARD.ratio(), 0.5),
                        new Brightness(0.2),
                        new Contrast(0.3),
                        new Saturation(1.5));
        assertThat(Examples.parse(read.canonicalText())).isEqualTo(read);
    }

    @Test
    void withoutAugmentationTheCanonicalTextDoesNotMentionIt() {
        assertThat(Examples.parse(Examples.quickstart()).canonicalText()).doesNotContain("augment", "views");
        assertThat(Examples.parse(Examples.quickstart(), ALL, "augment=none"))
                .isEqualTo(Examples.parse(Examples.quickstart()));
        assertThat(Examples.parse(Examples.quickstart(), ALL).canonicalText()).contains("\"augment\": ");
    }

    @Test
    void viewsRepeatTheImagesOfABatch() {
        Experiment read =
                Examples.parse(Examples.quickstart(), "augment=[{flip: horizontal}]", "batch={size: 10, views: 2}");
        assertThat(read.batch()).isEqualTo(new BatchSetting.Views(new BatchSetting.Uniform(10), 2));
        assertThat(read.batch().samples()).isEqualTo(20);
        assertThat(read.batch().hasDistinctClasses()).isFalse();
        assertThat(Examples.parse(read.canonicalText())).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            augment=[{blur: 3}]                            | no augmentation 'blur'; available: flip, crop, resizedCrop, affine, erase, brightness, contrast, saturation
            augment=[{flop: horizontal}]                   | no augmentation 'flop'; available: flip, crop, resizedCrop, affine, erase, brightness, contrast, saturation; did you mean 'flip'?
            augment=[flip]                                 | augmentation flip needs settings: {flip: ...}
            augment=[{flip: diagonal}]                     | flip must be one of horizontal, vertical, got diagonal
            augment=[{flip: horizontal, crop: 4}]          | augment[0] must have one key, the augmentation, got 2; one of flip, crop, resizedCrop, affine, erase, brightness, contrast, saturation
            augment=[{crop: {pad: 4}}]                     | unknown key 'pad'; allowed: padding, fill
            augment=[{crop: {padding: 0}}]                 | padding must be a whole number in [1, 1024], got 0
            augment=[{resizedCrop: {scale: [0.9, 0.5]}}]   | scale must be [low, high] with 0.0 < low <= high <= 1.0, got [0.9, 0.5]
            augment=[{resizedCrop: {scale: 0.5}}]          | scale must be a list, got 0.5
            augment=[{affine: {degrees: 200}}]             | degrees must be in [0, 180], got 200
            augment=[{affine: {degrees: 1, translate: [1, 0]}}] | translate[0] must be in [0, 1), got 1
            augment=[{brightness: 1}]                      | brightness must be in (0, 1), got 1
            augment=[]                                     | augment must not be empty
            augment=flip                                   | augment must be a list of augmentations, or none, got flip
            """)
    void augmentationsThatAreNotAllowedAreRefused(String option, String refusal) {
        assertThat(Examples.refusal(Examples.quickstart(), option)).contains(refusal);
    }

    @Test
    void viewsThatMakeNoSenseAreRefused() {
        assertThat(Examples.refusal(Examples.quickstart(), "batch={size: 10, views: 2}"))
                .contains("views without augment would repeat the same pixels; add augment");
        assertThat(Examples.refusal(
                        Examples.quickstart(), "augment=[{flip: horizontal}]", "batch={triplets: 10, views: 2}"))
                .contains("views goes with size, or with classes and perClass, not with listed tuples");
        assertThat(Examples.refusal(
                        Examples.quickstart(), "augment=[{flip: horizontal}]", "batch={size: 600000, views: 2}"))
                .contains("a batch must have at most 1000000 samples, got 600000 x 2 views");
    }
}
