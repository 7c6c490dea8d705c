package org.metricloss.results.training.artifact;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;
import org.metricloss.results.figure.StratifiedSample;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.training.record.TrialSetup;

/** Provides the arrays of an epoch's artifact in the form that figures need. */
final class EmbeddingArtifact {
    /** The suffixes of the names of loss states that hold a row of d numbers per class. */
    static final String CENTERS = "_centers";

    static final String CLASS_WEIGHTS = "_weight";

    /**
     * Some samples of a part.
     *
     * @param rows [n, d]
     * @param labels [n]
     */
    record Part(double[][] rows, int[] labels) {}

    private final Path file;
    private final TrialSetup setup;
    private final Map<String, NpyArray> arrays;

    EmbeddingArtifact(Path file, TrialSetup setup) {
        this.file = file;
        this.setup = setup;
        this.arrays = Npz.read(file);
    }

    /** The dimension of the embeddings. */
    int dimension() {
        return matrix("testEmbeddings").shape()[1];
    }

    /** All labels of both parts, ascending. */
    List<Integer> classes() {
        return Stream.of("train", "test")
                .flatMapToInt(part -> IntStream.of(labels(part)))
                .distinct()
                .sorted()
                .boxed()
                .toList();
    }

    /** Returns a stratified sample of a part's samples of these classes; the part is {@code train} or {@code test}. */
    Part sample(String part, List<Integer> classes, int atMost) {
        int[] labels = labels(part);
        int[] candidates = IntStream.range(0, labels.length)
                .filter(i -> classes.contains(labels[i]))
                .toArray();
        int[] ofCandidates = IntStream.of(candidates).map(i -> labels[i]).toArray();
        int[] kept = IntStream.of(StratifiedSample.of(ofCandidates, atMost))
                .map(i -> candidates[i])
                .toArray();
        return new Part(
                rows(matrix(part + "Embeddings"), kept),
                IntStream.of(kept).map(i -> labels[i]).toArray());
    }

    /** Returns the first state of the losses with the given role, [classes, d], if there is one. */
    Optional<double[][]> byClass(String role) {
        return arrays.entrySet().stream()
                .filter(entry -> setup.hasRole(entry.getKey(), role)
                        && entry.getValue().shape().length == 2
                        && entry.getValue().shape()[1] == dimension())
                .findFirst()
                .map(entry -> rows(
                        entry.getValue(),
                        IntStream.range(0, entry.getValue().shape()[0]).toArray()));
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

    private NpyArray matrix(String name) {
        NpyArray array = array(name);
        if (array.type() != NpyArray.Type.FLOAT32 || array.shape().length != 2) {
            throw new ResultsException(file + ": " + name + " must be float32 [n, d]");
        }
        return array;
    }

    /** The labels of a part, one for each of its embeddings. */
    private int[] labels(String part) {
        NpyArray array = array(part + "Labels");
        int samples = matrix(part + "Embeddings").shape()[0];
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
