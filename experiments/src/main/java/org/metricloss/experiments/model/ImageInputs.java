package org.metricloss.experiments.model;

import java.util.List;
import java.util.Optional;
import org.metricloss.core.host.Parallel;
import org.metricloss.datasets.ImageFiles;
import org.metricloss.datasets.ImageSettings;

/**
 * Image files, each of which is decoded when it is read.
 *
 * @param files the files in order
 * @param settings the size and the channels
 * @param threads how many threads decode, at least 1
 */
record ImageInputs(List<ImageFiles.Image> files, ImageSettings settings, int threads) implements InputSource {
    @Override
    public int size() {
        return files.size();
    }

    @Override
    public String path(int input) {
        return files.get(input).file().toString();
    }

    @Override
    public Optional<String> label(int input) {
        return files.get(input).label();
    }

    @Override
    public void read(int from, float[] target, int count) {
        Parallel.rows(threads, count, 1, () -> i -> {
            byte[] pixels = ImageFiles.pixels(files.get(from + i).file(), settings);
            for (int k = 0; k < pixels.length; k++) {
                target[i * pixels.length + k] = Byte.toUnsignedInt(pixels[k]);
            }
        });
    }
}
