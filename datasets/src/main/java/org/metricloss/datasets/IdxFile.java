package org.metricloss.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The four files of an IDX data set, under the names that MNIST gave them, each plain or compressed with the ending
 * {@code .gz}.
 */
enum IdxFile {
    TRAIN_IMAGES("train-images-idx3-ubyte"),
    TRAIN_LABELS("train-labels-idx1-ubyte"),
    TEST_IMAGES("t10k-images-idx3-ubyte"),
    TEST_LABELS("t10k-labels-idx1-ubyte");

    private final String plainName;

    IdxFile(String plainName) {
        this.plainName = plainName;
    }

    String plainName() {
        return plainName;
    }

    String packedName() {
        return plainName + ".gz";
    }

    boolean isTrain() {
        return this == TRAIN_IMAGES || this == TRAIN_LABELS;
    }

    boolean isImages() {
        return this == TRAIN_IMAGES || this == TEST_IMAGES;
    }

    /**
     * {@return the file in the folder or in its sub-folder {@code raw}, where torchvision puts it; plain files are
     * preferred to packed ones, and names with dashes to names with dots such as {@code train-images.idx3-ubyte}}
     */
    Optional<Path> find(Path folder) {
        String dotted = plainName.replace("-idx", ".idx");
        return Stream.of(folder, folder.resolve("raw"))
                .flatMap(place -> Stream.of(plainName, dotted, packedName(), dotted + ".gz")
                        .map(place::resolve))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
