package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.InputScaling;
import org.metricloss.core.data.Normalization;

class DatasetsTest {
    @TempDir
    private Path folder;

    private Datasets datasets() {
        return Datasets.of(new DataLocations(Optional.empty(), folder.resolve("cache")));
    }

    private Dataset openIdx() {
        return datasets().open(idx(), 1);
    }

    private DatasetSettings idx() {
        return new DatasetSettings("idx", Optional.of(folder), Normalization.UNIT, Holdout.NONE);
    }

    private void write(byte[] trainImages, byte[] trainLabels, byte[] testImages, byte[] testLabels) {
        IdxBytes.write(folder, "train-images-idx3-ubyte", trainImages);
        IdxBytes.write(folder, "train-labels-idx1-ubyte", trainLabels);
        IdxBytes.write(folder, "t10k-images-idx3-ubyte", testImages);
        IdxBytes.write(folder, "t10k-labels-idx1-ubyte", testLabels);
    }

    @Test
    void typesAreListedInOrderWithADescriptionEach() {
        assertThat(datasets().types())
                .extracting(DatasetType::name)
                .containsExactly(
                        "digits",
                        "mnist",
                        "fashion-mnist",
                        "kmnist",
                        "idx",
                        "omniglot",
                        "folder",
                        "list",
                        "cub200",
                        "cars196",
                        "sop",
                        "inshop",
                        "vectors");
        assertThat(datasets().types())
                .allSatisfy(type -> assertThat(type.description()).isNotBlank().doesNotContain("\n"));
    }

    @Test
    void unknownNamesAreRefusedWithTheKnownOnes() {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> datasets().open(DatasetSettings.of("mnits"), 1))
                .withMessage(
                        "no dataset 'mnits'; available: digits, mnist, fashion-mnist, kmnist, idx, omniglot, folder, list, cub200, cars196, sop, inshop, vectors");
    }

    @Test
    void idxSetsOfAnySizeAreReadWithTheirLabelsAsClassNames() {
        byte[] labels = IdxBytes.file(new byte[] {7, 3, 7, (byte) 200}, 0x801, 4);
        write(
                IdxBytes.images(4, 2, 5, 1),
                labels,
                IdxBytes.images(2, 2, 5, 2),
                IdxBytes.file(new byte[] {3, 3}, 0x801, 2));
        Dataset dataset = openIdx();
        assertThat(dataset.name()).isEqualTo("idx");
        assertThat(dataset.inputShape()).hasToString("[1, 2, 5]");
        assertThat(dataset.classNames()).containsExactly("3", "7", "200");
        assertThat(dataset.train().labels()).containsExactly(1, 0, 1, 2);
        assertThat(dataset.test().labels()).containsExactly(0, 0);
        assertThat(dataset.scaling()).isEqualTo(InputScaling.of(0, 255));
        assertThat(dataset.sources()).hasSize(4);
        assertThat(dataset.sources().get(1).sha256()).isEqualTo(IdxBytes.sha256(labels));
    }

    @Test
    void testLabelsMustOccurInTraining() {
        write(IdxBytes.images(4, 2, 2, 1), IdxBytes.labels(4, 2), IdxBytes.images(3, 2, 2, 2), IdxBytes.labels(3, 3));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(this::openIdx)
                .withMessage(folder.resolve("t10k-labels-idx1-ubyte")
                        + ": label must be one of the training labels [0, 1], found 2 at position 2");
    }

    @Test
    void thereMustBeAsManyImagesAsLabels() {
        write(IdxBytes.images(4, 2, 2, 1), IdxBytes.labels(5, 2), IdxBytes.images(3, 2, 2, 2), IdxBytes.labels(3, 2));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(this::openIdx)
                .withMessage(folder.resolve("train-images-idx3-ubyte")
                        + ": there must be as many images as labels, found 4 images and 5 labels");
    }

    @Test
    void bothPartsMustHaveOneShape() {
        write(IdxBytes.images(4, 2, 2, 1), IdxBytes.labels(4, 2), IdxBytes.images(3, 2, 3, 2), IdxBytes.labels(3, 2));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(this::openIdx)
                .withMessage(folder.resolve("t10k-images-idx3-ubyte")
                        + ": images must be 2x2 as the training images, found 2x3");
    }

    @Test
    void idxNeedsAFolderAndDigitsTakeNone() {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> datasets().open(DatasetSettings.of("idx"), 1))
                .withMessage("dataset 'idx' needs 'dir', the folder with its four IDX files");
        DatasetSettings digits =
                new DatasetSettings("digits", Optional.of(Path.of("x")), Normalization.UNIT, Holdout.NONE);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> datasets().open(digits, 1))
                .withMessage("dataset 'digits' is part of the program and takes no 'dir', got x");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> datasets()
                        .open(new DatasetSettings("mnist", Optional.of(missing), Normalization.UNIT, Holdout.NONE), 1))
                .withMessage(missing + ": no such folder");
    }

    @Test
    void validationPartIsTakenWithTheSeed() {
        DatasetSettings settings =
                new DatasetSettings("digits", Optional.empty(), Normalization.CENTERED, new Holdout.Fraction(0.1));
        Dataset one = datasets().open(settings, 1);
        Dataset two = datasets().open(settings, 2);
        assertThat(one.validation().size())
                .isEqualTo(144)
                .isEqualTo(two.validation().size());
        assertThat(one.validation().labels()).isNotEqualTo(two.validation().labels());
        assertThat(one.checksum()).isEqualTo(two.checksum());
    }

    @Test
    void aValidationPartThatIsTooLargeIsADatasetException() {
        DatasetSettings settings =
                new DatasetSettings("digits", Optional.empty(), Normalization.CENTERED, new Holdout.Count(1433));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> datasets().open(settings, 1))
                .withMessage("dataset 'digits': validation must leave each class a training image: at most 1432 of"
                        + " 1442 images, got 1433");
    }
}
