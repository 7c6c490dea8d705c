package org.metricloss.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.metricloss.core.data.NumberedImages.NAMES;
import static org.metricloss.core.data.NumberedImages.classSizes;
import static org.metricloss.core.data.NumberedImages.dataset;
import static org.metricloss.core.data.NumberedImages.images;
import static org.metricloss.core.data.NumberedImages.pixels;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metricloss.core.array.Shape;
import org.metricloss.core.evaluation.QueryGallery;

class DatasetTest {
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
}
