package org.metricloss.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The four files of an IDX data set, under the names that MNIST gave them, each plain or with {@code .gz}. */
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

    /** {@return the file in the folder, plain rather than packed} */
    Optional<Path> find(Path folder) {
        Path plain = folder.resolve(plainName);
        if (Files.isRegularFile(plain)) {
            return Optional.of(plain);
        }
        Path packed = folder.resolve(packedName());
        return Files.isRegularFile(packed) ? Optional.of(packed) : Optional.empty();
    }
}
