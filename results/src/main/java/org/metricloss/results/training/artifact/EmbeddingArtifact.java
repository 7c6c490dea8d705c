package org.metricloss.results.training.artifact;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.metricloss.base.UserException;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;
import org.metricloss.results.figure.StratifiedSample;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.training.record.TrialSetup;

/**
 * The embeddings of an epoch: for the training part's sample and the test part a matrix of finite numbers, float32 [n, d] with d of at least 1, and
 * labels of 0 and above, int32 [n], with the same d in both parts. A file that is anything else is refused when it is opened.
 */
public final class EmbeddingArtifact {
    /**
     * Some samples of a part.
     *
     * @param samples [n] their places in the part
     * @param rows [n, d]
     * @param labels [n]
     */
    record Part(int[] samples, double[][] rows, int[] labels) {}

    /**
     * The array that gives each label's place in the manifest's list of classes, int32 [classes]. Files have it only where the
     * two orders differ: if a trial set whole classes aside for validation.
     */
    public static final String PLACES = "classPlaces";

    private static final List<String> PARTS = List.of("train", "test");

    private final Path file;
    private final Map<String, NpyArray> arrays;
    private final Optional<int[]> places;

    /**
     * Reads the arrays of a file.
     *
     * @param file an artifact of an epoch, {@code epoch-<n>.npz} or {@code best.npz}
     * @throws UserException if it cannot be read or does not hold what an artifact of embeddings holds
     */
    public EmbeddingArtifact(Path file) {
        this.file = file;
        this.arrays = Npz.read(file);
        for (String part : PARTS) {
            requireValid(part);
        }
        if (matrix(PARTS.get(0)).shape()[1] != dimension()) {
            throw new ResultsException("%s: trainEmbeddings are of %s dimensions, testEmbeddings of %s"
                    .formatted(file, matrix(PARTS.get(0)).shape()[1], dimension()));
        }
        this.places = places();
    }

    /** Reads each label's place, if the file has them. */
    private Optional<int[]> places() {
        NpyArray array = arrays.get(PLACES);
        if (array == null) {
            return Optional.empty();
        }
        int[] found = array.type() == NpyArray.Type.INT32 ? array.ints() : new int[0];
        int[] inOrder = IntStream.of(found).sorted().toArray();
        int labels = classes().stream().mapToInt(label -> label + 1).max().orElse(0);
        if (found.length < labels
                || !Arrays.equals(inOrder, IntStream.range(0, found.length).toArray())) {
            throw new ResultsException("%s: %s must be int32 [classes], at least %s, and name each place from 0 once"
                    .formatted(file, PLACES, labels));
        }
        return Optional.of(found);
    }

    /**
     * {@return the place of a label in the manifest's list of classes}
     *
     * @param label a label of this file
     */
    public int place(int label) {
        return places.filter(all -> label < all.length).map(all -> all[label]).orElse(label);
    }

    private void requireValid(String part) {
        requireFinite(part + "Embeddings", embeddings(part));
        int[] labels = checkedLabels(part);
        IntStream.of(labels).filter(label -> label < 0).findFirst().ifPresent(label -> {
            throw new ResultsException("%s: %sLabels must be >= 0, found %s".formatted(file, part, label));
        });
    }

    /** {@return the dimension of the embeddings} */
    public int dimension() {
        return matrix("test").shape()[1];
    }

    /**
     * {@return the embeddings of a part, row by row}
     *
     * @param part {@code train} or {@code test}
     */
    public float[] embeddings(String part) {
        return matrix(part).floats();
    }

    /**
     * {@return the labels of a part, one for each of its embeddings}
     *
     * @param part {@code train} or {@code test}
     */
    public int[] labels(String part) {
        return array(part + "Labels").ints();
    }

    /** All labels of both parts, ascending. */
    List<Integer> classes() {
        return PARTS.stream()
                .flatMapToInt(part -> IntStream.of(labels(part)))
                .distinct()
                .sorted()
                .boxed()
                .toList();
    }

    /** Returns the stratified sample of a part's samples of these classes; the part is {@code train} or {@code test}. */
    Part sample(String part, List<Integer> classes) {
        int[] labels = labels(part);
        int[] kept = StratifiedSample.of(labels, classes);
        return new Part(
                kept,
                rows(matrix(part), kept),
                IntStream.of(kept).map(i -> labels[i]).toArray());
    }

    /** Returns the first state of the losses with the given role, finite: [classes, d], or of proxies [k classes, d]. */
    Optional<double[][]> byClass(TrialSetup setup, String role) {
        return arrays.entrySet().stream()
                .filter(entry -> setup.hasRole(entry.getKey(), role)
                        && entry.getValue().type() == NpyArray.Type.FLOAT32
                        && entry.getValue().shape().length == 2
                        && entry.getValue().shape()[1] == dimension())
                .findFirst()
                .map(this::finite)
                .map(entry -> rows(
                        entry.getValue(),
                        IntStream.range(0, entry.getValue().shape()[0]).toArray()));
    }

    private Map.Entry<String, NpyArray> finite(Map.Entry<String, NpyArray> array) {
        requireFinite(array.getKey(), array.getValue().floats());
        return array;
    }

    private void requireFinite(String name, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new ResultsException("%s: %s must be finite numbers, found %s".formatted(file, name, value));
            }
        }
    }

    private static double[][] rows(NpyArray matrix, int[] indices) {
        int d = matrix.shape()[1];
        float[] values = matrix.floats();
        double[][] rows = new double[indices.length][d];
        for (int i = 0; i < indices.length; i++) {
            for (int j = 0; j < d; j++) {
                rows[i][j] = values[indices[i] * d + j];
            }
        }
        return rows;
    }

    private NpyArray matrix(String part) {
        NpyArray array = array(part + "Embeddings");
        if (array.type() != NpyArray.Type.FLOAT32 || array.shape().length != 2 || array.shape()[1] < 1) {
            throw new ResultsException(file + ": " + part + "Embeddings must be float32 [n, d] with d >= 1");
        }
        return array;
    }

    private int[] checkedLabels(String part) {
        NpyArray array = array(part + "Labels");
        int samples = matrix(part).shape()[0];
        if (array.type() != NpyArray.Type.INT32 || !Arrays.equals(array.shape(), new int[] {samples})) {
            throw new ResultsException("%s: %sLabels must be int32 [%s], a label for each of %sEmbeddings"
                    .formatted(file, part, samples, part));
        }
        return array.ints();
    }

    private NpyArray array(String name) {
        NpyArray array = arrays.get(name);
        if (array == null) {
            throw new ResultsException(file + " lacks the array " + name);
        }
        return array;
    }
}
