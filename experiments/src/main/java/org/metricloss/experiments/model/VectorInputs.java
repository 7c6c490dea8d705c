package org.metricloss.experiments.model;

import java.nio.file.Path;
import java.util.Optional;
import org.metricloss.datasets.embeddings.InputVectors;

/**
 * The vectors of a file.
 *
 * @param file the file
 * @param read what it holds
 */
record VectorInputs(Path file, InputVectors read) implements InputSource {
    @Override
    public int size() {
        return read.vectors().rows();
    }

    @Override
    public String path(int input) {
        return file + "#" + input;
    }

    @Override
    public Optional<String> label(int input) {
        return read.labels().map(all -> all.get(input));
    }

    @Override
    public void read(int from, float[] target, int count) {
        int values = read.vectors().columns();
        System.arraycopy(read.vectors().values(), from * values, target, 0, count * values);
    }
}
