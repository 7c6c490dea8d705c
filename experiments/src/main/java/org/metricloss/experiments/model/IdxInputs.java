package org.metricloss.experiments.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.metricloss.core.data.ImageShape;
import org.metricloss.datasets.DatasetException;
import org.metricloss.datasets.IdxImages;
import org.metricloss.datasets.IdxReader;

/**
 * The images of an IDX file.
 *
 * @param file the file
 * @param images its images
 * @param labels their labels, if there is a file with them
 */
record IdxInputs(Path file, IdxImages images, Optional<int[]> labels) implements InputSource {
    private static final String IMAGES = "images-idx3";
    private static final String LABELS = "labels-idx1";

    /** The labels lie beside the images, under the name that MNIST gives them. */
    static IdxInputs of(Path file, ImageShape shape) {
        IdxReader reader = IdxReader.standard();
        IdxImages images = reader.images(file);
        if (!shape.equals(ImageShape.grey(images.height(), images.width()))) {
            throw new DatasetException("%s: holds images of 1x%sx%s (channels, height, width), the model takes %s"
                    .formatted(file, images.height(), images.width(), shape));
        }
        String name = file.getFileName().toString();
        Path labels = file.resolveSibling(name.replace(IMAGES, LABELS));
        if (!name.contains(IMAGES) || !Files.exists(labels)) {
            return new IdxInputs(file, images, Optional.empty());
        }
        int[] read = reader.labels(labels, IdxReader.MAX_CLASSES).labels();
        if (read.length != images.count()) {
            throw new DatasetException("%s: must hold as many labels as %s holds images, found %s and %s"
                    .formatted(labels, file, read.length, images.count()));
        }
        return new IdxInputs(file, images, Optional.of(read));
    }

    @Override
    public int size() {
        return images.count();
    }

    @Override
    public String path(int input) {
        return file + "#" + input;
    }

    @Override
    public Optional<String> label(int input) {
        return labels.map(all -> Integer.toString(all[input]));
    }

    @Override
    public void read(int from, float[] target, int count) {
        int values = images.height() * images.width();
        for (int i = 0; i < count * values; i++) {
            target[i] = Byte.toUnsignedInt(images.pixels()[from * values + i]);
        }
    }
}
