package org.metricloss.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.metricloss.core.data.NumberedImages.classSizes;
import static org.metricloss.core.data.NumberedImages.classes;
import static org.metricloss.core.data.NumberedImages.dataset;
import static org.metricloss.core.data.NumberedImages.openSet;
import static org.metricloss.core.data.NumberedImages.pixels;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holdouts and folds: which training samples are set aside. */
class DatasetValidationTest {
    @Test
    void validationTakesTheSameShareOfEachClass() {
        Dataset split = dataset(100, 50, 10).withValidation(new Holdout.Fraction(0.1), 3);
        assertThat(classSizes(split.validation())).containsExactly(10, 5, 1);
        assertThat(classSizes(split.train())).containsExactly(90, 45, 9);
    }

    @Test
    void everyTrainingImageIsInExactlyOnePart() {
        Dataset split = dataset(33, 20, 7).withValidation(new Holdout.Count(17), 3);
        assertThat(split.validation().size()).isEqualTo(17);
        assertThat(IntStream.concat(IntStream.of(pixels(split.train())), IntStream.of(pixels(split.validation()))))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 60).boxed().toList());
    }

    @Test
    void imagesStillMissingComeFromTheLargestRemainders() {
        // Shares of 4 in 10: 2.4, 1.2, 0.4; the missing image comes from the first of the equal remainders.
        assertThat(classSizes(
                        dataset(6, 3, 1).withValidation(new Holdout.Count(4), 1).validation()))
                .containsExactly(3, 1, 0);
    }

    @Test
    void eachClassKeepsATrainingImage() {
        Dataset tight = dataset(4, 1, 2).withValidation(new Holdout.Count(4), 1);
        assertThat(classSizes(tight.train())).containsExactly(1, 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset(4, 1, 2).withValidation(new Holdout.Count(5), 1))
                .withMessage("validation must leave each class a training image: at most 4 of 7 images, got 5");
    }

    @Test
    void whereTestClassesAreNeverTrainedOnWholeClassesAreSetAside() {
        Dataset split = openSet(10, 5).withValidation(new Holdout.Fraction(0.3), 3);
        assertThat(classes(split.validation())).hasSize(3);
        assertThat(split.validation().size()).isEqualTo(15);
        assertThat(IntStream.concat(IntStream.of(classes(split.train())), IntStream.of(classes(split.validation()))))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 10).boxed().toList());
        assertThat(split.trainedClassCount()).isEqualTo(7);
        assertThat(classes(
                        openSet(10, 5).withValidation(new Holdout.Count(4), 3).validation()))
                .hasSize(4);
        assertThat(openSet(10, 5).withValidation(Holdout.NONE, 3).validation().size())
                .isZero();
        assertThat(classes(openSet(40, 5)
                        .withValidation(new Holdout.Fraction(0.3), 4)
                        .validation()))
                .isNotEqualTo(classes(openSet(40, 5)
                        .withValidation(new Holdout.Fraction(0.3), 3)
                        .validation()));
    }

    @Test
    void classesThatAreSetAsideComeAfterThoseThatAreTrainedOn() {
        Dataset data = openSet(10, 5);
        Dataset split = data.withFold(0, 2, 3);
        assertThat(Arrays.stream(split.train().labels()).distinct()).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        assertThat(split.trainedClassCount()).isEqualTo(5);
        assertThat(split.isOpenSet()).isTrue();
        assertThat(split.checksum()).isEqualTo(data.checksum());
        for (SampleSet part : List.of(split.train(), split.validation(), split.test())) {
            int[] pixels = pixels(part);
            for (int image = 0; image < part.size(); image++) {
                assertThat(part.classNames().get(part.label(image))).isEqualTo(Integer.toString(pixels[image] / 5));
            }
        }
        assertThat(split.withValidation(Holdout.NONE, 1).classNames()).isEqualTo(data.classNames());
        assertThat(pixels(split.withFold(1, 2, 3).train())).isEqualTo(pixels(split.validation()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void placesLeadBackToTheOrderThatAllSeedsHave(long seed) {
        Dataset data = openSet(10, 5);
        Dataset split = data.withValidation(new Holdout.Count(4), seed);
        assertThat(split.classNames()).isNotEqualTo(data.classNames());
        assertThat(split.commonClassNames()).isEqualTo(data.classNames());
        int[] places = split.commonPlaces().orElseThrow();
        assertThat(IntStream.of(places).mapToObj(split.commonClassNames()::get).toList())
                .isEqualTo(split.classNames());
        assertThat(data.commonPlaces()).isEmpty();
        // Test classes keep their labels, so that results of classes can be joined over seeds.
        assertThat(split.test().labels()).isEqualTo(data.test().labels());
    }

    @Test
    void dataWithAValidationPartCanBeSplitByClass() {
        Dataset data = openSet(10, 5);
        Dataset again = data.withValidation(new Holdout.Count(4), 1).splitByClass(List.of("3", "4")::contains);
        assertThat(again.validation().size()).isZero();
        assertThat(again.classNames()).containsExactly("0", "1", "2", "5", "6", "7", "8", "9", "10", "11", "3", "4");
        assertThat(pixels(again.test())).containsExactly(IntStream.range(15, 25).toArray());
        assertThat(again.checksum())
                .isEqualTo(data.splitByClass(List.of("3", "4")::contains).checksum());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9})
    void twoClassesAtLeastAreOnEachSide(int taken) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> openSet(10, 5).withValidation(new Holdout.Count(taken), 1))
                .withMessage("test classes are not trained on, so validation takes whole classes; at least 2"
                        + " must be taken and at least 2 must remain, got " + taken + " of 10");
    }

    @Test
    void theSeedAloneDecidesTheValidationPart() {
        Dataset data = dataset(60, 30, 10);
        Holdout tenth = new Holdout.Fraction(0.1);
        int[] one = pixels(data.withValidation(tenth, 1).validation());
        assertThat(pixels(data.withValidation(tenth, 2).withValidation(tenth, 1).validation()))
                .isEqualTo(one);
        assertThat(pixels(data.withValidation(tenth, 2).validation())).isNotEqualTo(one);
    }

    /** Part of what makes a recorded run reproducible: must never change between versions. */
    @Test
    void validationPartIsSealed() {
        assertThat(pixels(dataset(6, 4, 2)
                        .withValidation(new Holdout.Count(4), 42)
                        .validation()))
                .containsExactly(SEALED_VALIDATION);
    }

    private static final int[] SEALED_VALIDATION = {3, 4, 6, 10};

    @Test
    void withoutHoldoutEverythingIsTrainedOn() {
        Dataset data = dataset(3, 2, 1);
        assertThat(data.validation().size()).isZero();
        assertThat(pixels(data.train())).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(pixels(data.withValidation(Holdout.NONE, 5).train())).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void scalingIsThatOfTheRemainingTrainingImages() {
        Dataset split = dataset(60, 30, 10).withValidation(new Holdout.Fraction(0.3), 1);
        int[] trained = pixels(split.train());
        double mean = Arrays.stream(trained).average().orElseThrow();
        double squares = Arrays.stream(trained)
                .mapToDouble(pixel -> (pixel - mean) * (pixel - mean))
                .sum();
        float[] scaled = {0};
        split.scaling().apply(scaled, 0, 1);
        assertThat(scaled[0]).isCloseTo((float) (-mean / Math.sqrt(squares / trained.length)), within(1e-6f));
        assertThat(split.scaling()).isNotEqualTo(dataset(60, 30, 10).scaling());
    }

    @Test
    void holdoutsAreInRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> openSet(20, 5).withValidation(new Holdout.Fraction(0.02), 1))
                .withMessage("validation must be 0 or take at least 2 of the 20 training classes, got the share 0.02");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Holdout.Fraction(1))
                .withMessage("validation fraction must be >= 0 and < 1, got 1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Holdout.Fraction(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Holdout.Count(-1))
                .withMessage("validation count must be >= 0, got -1");
    }

    private static List<Integer> inAllFolds(Dataset data, int folds, long seed) {
        return IntStream.range(0, folds)
                .flatMap(fold ->
                        IntStream.of(pixels(data.withFold(fold, folds, seed).validation())))
                .boxed()
                .toList();
    }

    @Test
    void foldsTakeEachImageOnceInTheProportionOfItsClass() {
        Dataset data = dataset(33, 20, 7);
        assertThat(inAllFolds(data, 4, 1))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 60).boxed().toList());
        for (int fold = 0; fold < 4; fold++) {
            Dataset split = data.withFold(fold, 4, 1);
            assertThat(split.validation().size()).isEqualTo(15);
            assertThat(split.train().size()).isEqualTo(45);
            int[] sizes = classSizes(split.validation());
            assertThat(sizes[0]).isBetween(8, 9);
            assertThat(sizes[1]).isEqualTo(5);
            assertThat(sizes[2]).isBetween(1, 2);
        }
    }

    @Test
    void foldsOfOpenSetDataTakeEachClassWholeAndOnce() {
        Dataset data = openSet(11, 5);
        assertThat(inAllFolds(data, 3, 1))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 55).boxed().toList());
        for (int fold = 0; fold < 3; fold++) {
            Dataset split = data.withFold(fold, 3, 1);
            assertThat(classes(split.validation()).length).isBetween(3, 4);
            assertThat(classes(split.train()))
                    .isNotEmpty()
                    .doesNotContain(classes(split.validation()))
                    .doesNotContain(classes(split.test()));
        }
    }

    @Test
    void theSeedAloneDecidesTheFolds() {
        for (Dataset data : List.of(dataset(60, 30, 10), openSet(20, 3))) {
            int[] first = pixels(data.withFold(0, 2, 1).validation());
            assertThat(pixels(data.withValidation(new Holdout.Count(4), 5)
                            .withFold(0, 2, 1)
                            .validation()))
                    .isEqualTo(first);
            assertThat(pixels(data.withFold(0, 2, 2).validation())).isNotEqualTo(first);
        }
    }

    @Test
    void foldsNeedEnoughImagesOrClasses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset(6, 5, 3).withFold(0, 4, 1))
                .withMessage("folds must be at most 3, the number of training images of class 'c', got 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> openSet(7, 5).withFold(0, 4, 1))
                .withMessage("folds must be at most 3, since each takes at least 2 of the 7 training classes, got 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset(6, 5, 3).withFold(0, 1, 1))
                .withMessage("folds must be >= 2, got 1");
    }

    /** Part of what makes a recorded run reproducible: must never change between versions. */
    @Test
    void foldsAreSealed() {
        assertThat(pixels(dataset(6, 4, 2).withFold(0, 2, 7).validation())).containsExactly(SEALED_FOLD);
        assertThat(classes(openSet(6, 2).withFold(0, 2, 7).validation())).containsExactly(SEALED_FOLD_CLASSES);
        assertThat(classes(
                        openSet(6, 2).withValidation(new Holdout.Count(2), 42).validation()))
                .containsExactly(SEALED_VALIDATION_CLASSES);
    }

    private static final int[] SEALED_FOLD = {2, 3, 4, 7, 9, 10};
    private static final int[] SEALED_FOLD_CLASSES = {0, 1, 3};
    private static final int[] SEALED_VALIDATION_CLASSES = {2, 5};

    @Test
    void itsOwnValidationPartDependsOnNoSeed() {
        Dataset data = dataset(2, 2, 2).withOwnValidation(new boolean[] {false, true, false, false, true, false});
        assertThat(pixels(data.withValidation(Holdout.NONE, 1).validation())).containsExactly(1, 4);
        assertThat(pixels(data.withValidation(Holdout.NONE, 2).train())).containsExactly(0, 2, 3, 5);
        assertThat(data.checksum()).isNotEqualTo(dataset(2, 2, 2).checksum());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> data.withValidation(new Holdout.Count(1), 1))
                .withMessage("it has a validation part of its own, of 2 images; leave out validation");
    }

    @Test
    void splitChecksumTellsSplitsApart() {
        Dataset data = dataset(33, 20, 7);
        String split = data.withValidation(new Holdout.Count(17), 3).splitChecksum();
        assertThat(split).matches("[0-9a-f]{64}").isNotEqualTo(data.splitChecksum());
        assertThat(dataset(33, 20, 7).withValidation(new Holdout.Count(17), 3).splitChecksum())
                .isEqualTo(split);
        assertThat(data.withValidation(new Holdout.Count(17), 4).splitChecksum())
                .isNotEqualTo(split);
        assertThat(data.withValidation(Holdout.NONE, 4).splitChecksum()).isEqualTo(data.splitChecksum());
    }
}
