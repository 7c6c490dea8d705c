package org.metricloss.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.evaluation.QueryGallery;

class DatasetTest {
    private static final List<String> NAMES = List.of("a", "b", "c");

    /** One-pixel images of three classes; the pixel is the image's number. */
    private static ImageSet images(int a, int b, int c) {
        int[] labels = new int[a + b + c];
        Arrays.fill(labels, a, a + b, 1);
        Arrays.fill(labels, a + b, labels.length, 2);
        byte[] pixels = new byte[labels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return ImageSet.of(ImageShape.grey(1, 1), 255, NAMES, pixels, labels);
    }

    private static Dataset dataset(int a, int b, int c) {
        return Dataset.of("letters", images(a, b, c), images(1, 1, 1), Normalization.STANDARD, List.of());
    }

    private static int[] pixels(SampleSet images) {
        return IntStream.range(0, images.size())
                .map(i -> ((ImageSet) images).pixel(i, 0, 0, 0))
                .toArray();
    }

    private static int[] classSizes(SampleSet images) {
        return Arrays.stream(images.samplesByClass()).mapToInt(of -> of.length).toArray();
    }

    @Test
    void validationTakesTheSameShareOfEachClass() {
        Dataset split = dataset(100, 50, 10).withValidation(new Holdout.Fraction(0.1), 3);
        assertThat(classSizes(split.validation())).containsExactly(10, 5, 1);
        assertThat(classSizes(split.train())).containsExactly(90, 45, 9);
    }

    private static final Dataset VECTORS = Dataset.of(
            "vectors",
            VectorSet.of(2, NAMES, new float[] {3, 4, 0, 0, 5, 12}, new int[] {0, 1, 0}),
            VectorSet.of(2, NAMES, new float[] {1, 1, 2, 2}, new int[] {2, 2}),
            Normalization.LENGTH,
            List.of());

    @Test
    void vectorsAreAKindOfSample() {
        assertThat(VECTORS.inputShape()).isEqualTo(Shape.of(2));
        assertThat(VECTORS.isOpenSet()).isTrue();
        assertThat(VECTORS).hasToString("vectors: 3 train, 0 validation and 2 test vectors of 2 numbers in 3 classes");
        assertThat(VECTORS.checksum()).isNotEqualTo(dataset(1, 1, 1).checksum());
    }

    @Test
    void partsOfDifferentKindsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Dataset.of("mixed", images(1, 1, 1), VECTORS.test(), Normalization.STANDARD, List.of()))
                .withMessageContaining("the parts of mixed must have one shape");
    }

    @Test
    void aSplitByClassTestsTheChosenClassesOfAllImages() {
        Dataset split = dataset(4, 3, 2).splitByClass(name -> name.equals(NAMES.get(1)));
        assertThat(split.isOpenSet()).isTrue();
        assertThat(split.classNames()).containsExactly(NAMES.get(0), NAMES.get(2), NAMES.get(1));
        assertThat(split.trainedClassCount()).isEqualTo(2);
        assertThat(classSizes(split.train())).containsExactly(5, 3, 0);
        assertThat(classSizes(split.test())).containsExactly(0, 0, 4);
        assertThat(pixels(split.test())).containsExactly(4, 5, 6, 1);
    }

    @Test
    void aSplitByClassNeedsClassesOnBothSides() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset(4, 3, 2).splitByClass(name -> false))
                .withMessage("letters must have training and test images, got 12 and 0");
    }

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
    void queriesComeFirstInTheTestPart() {
        Dataset data = dataset(2, 2, 2).withQueryGallery(new QueryGallery(1, Optional.empty()));
        assertThat(data.queryGallery().orElseThrow().queries()).isEqualTo(1);
        assertThat(data.checksum()).isNotEqualTo(dataset(2, 2, 2).checksum());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> data.withQueryGallery(new QueryGallery(3, Optional.empty())))
                .withMessage("the gallery must have at least 1 sample, got 3 samples with 3 queries");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> data.withQueryGallery(new QueryGallery(1, Optional.of(new int[2]))))
                .withMessage("each of the 3 samples must have a group, got 2 groups");
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

    /** Images as above of the first classes to train on, of the others to test on. */
    private static Dataset openSet(int trained, int perClass) {
        int classes = trained + 2;
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        int[] labels =
                IntStream.range(0, classes * perClass).map(i -> i / perClass).toArray();
        byte[] pixels = new byte[labels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        ImageSet all = ImageSet.of(ImageShape.grey(1, 1), 255, names, pixels, labels);
        return Dataset.of(
                "faces",
                all.select(IntStream.range(0, trained * perClass).toArray()),
                all.select(IntStream.range(trained * perClass, labels.length).toArray()),
                Normalization.UNIT,
                List.of());
    }

    private static int[] classes(SampleSet images) {
        return Arrays.stream(images.labels()).distinct().sorted().toArray();
    }

    @Test
    void whereTestClassesAreNeverTrainedOnWholeClassesAreSetAside() {
        Dataset split = openSet(10, 5).withValidation(new Holdout.Fraction(0.3), 3);
        assertThat(classes(split.validation())).hasSize(3);
        assertThat(split.validation().size()).isEqualTo(15);
        assertThat(IntStream.concat(IntStream.of(classes(split.train())), IntStream.of(classes(split.validation()))))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 10).boxed().toList());
        assertThat(split.trainedClassCount()).isEqualTo(10);
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

    @ParameterizedTest
    @ValueSource(ints = {1, 9})
    void twoClassesAtLeastAreOnEachSide(int taken) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> openSet(10, 5).withValidation(new Holdout.Count(taken), 1))
                .withMessage("test classes are not trained on, so validation takes whole classes; at least 2"
                        + " must be taken and at least 2 must remain, got " + taken + " of 10");
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
    void checksumIsOfTheDocumentedBytes() throws Exception {
        Dataset data = dataset(2, 0, 1);
        ByteBuffer bytes = ByteBuffer.allocate(200);
        bytes.put("train".getBytes());
        IntStream.of(3, 1, 1, 1, 255, 3).forEach(bytes::putInt);
        bytes.put("a\0b\0c\0".getBytes()).put(new byte[] {0, 1, 2});
        IntStream.of(0, 0, 2).forEach(bytes::putInt);
        bytes.put("test".getBytes());
        IntStream.of(3, 1, 1, 1, 255, 3).forEach(bytes::putInt);
        bytes.put("a\0b\0c\0".getBytes()).put(new byte[] {0, 1, 2});
        IntStream.of(0, 1, 2).forEach(bytes::putInt);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(bytes.flip());
        assertThat(data.checksum()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void checksumDependsOnContentNotOnTheValidationPart() {
        String checksum = dataset(5, 5, 5).checksum();
        assertThat(dataset(5, 5, 5).withValidation(new Holdout.Count(3), 9).checksum())
                .isEqualTo(checksum);
        assertThat(dataset(5, 6, 4).checksum()).isNotEqualTo(checksum);
    }

    @Test
    void partsMustFitEachOther() {
        ImageSet larger = ImageSet.of(ImageShape.grey(1, 2), 255, NAMES, new byte[2], new int[1]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of("x", images(1, 1, 1), larger, Normalization.UNIT, List.of()))
                .withMessageContaining("one shape");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of("x", images(1, 1, 1), images(0, 0, 0), Normalization.UNIT, List.of()))
                .withMessage("x must have training and test images, got 3 and 0");
    }

    @Test
    void holdoutsAreInRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Holdout.Fraction(1))
                .withMessage("validation fraction must be >= 0 and < 1, got 1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Holdout.Fraction(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Holdout.Count(-1))
                .withMessage("validation count must be >= 0, got -1");
    }
}
