package org.metricloss.experiments.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.EmbeddingArtifact;

/**
 * The output of a session's current weights: embeddings of the test part and of a sample of the training part, the
 * classifier's predictions, and the losses' state. The arrays are not copied.
 *
 * @param dimension the embedding dimension d
 * @param testEmbeddings [n, d], row-major
 * @param testLabels [n]
 * @param trainEmbeddings [s, d], row-major
 * @param trainLabels [s]
 * @param predictions the classes that the objective's classifier predicts for the test part, if it has a classifier
 * @param state the losses' state, such as centers
 * @param places for each class its place in the order that all seeds have, if the two orders differ; see {@link
 *     Dataset#commonPlaces}
 */
record Snapshot(
        int dimension,
        float[] testEmbeddings,
        int[] testLabels,
        float[] trainEmbeddings,
        int[] trainLabels,
        Optional<int[]> predictions,
        Map<String, FloatArray> state,
        Optional<int[]> places) {
    private static final String BEST = "best.npz";

    /** Returns a snapshot of the test part, or of another held-out part in its place. */
    static Snapshot of(TrainingSession session, Dataset data, SampleSet heldOut, SampleSet trainSample, int dimension) {
        Embedder embedder = new Embedder(session, data.scaling());
        float[] test = embedder.embed(heldOut, dimension);
        Map<String, FloatArray> state = new LinkedHashMap<>();
        Weights weights = session.weights();
        weights.names().stream().filter(Weights::isLossState).forEach(name -> state.put(name, weights.get(name)));
        return new Snapshot(
                dimension,
                test,
                heldOut.labels(),
                embedder.embed(trainSample, dimension),
                trainSample.labels(),
                session.classify(test, heldOut.size()),
                state,
                data.commonPlaces());
    }

    /** {@return the name of its array in artifacts} */
    static String arrayName(String weights) {
        return weights.replace('.', '_');
    }

    /** @throws DivergedException if an embedding is NaN or infinite */
    void requireFinite(int epoch) throws DivergedException {
        for (float[] embeddings : List.of(testEmbeddings, trainEmbeddings)) {
            for (float value : embeddings) {
                if (!Float.isFinite(value)) {
                    throw DivergedException.embeddings(epoch);
                }
            }
        }
    }

    /** Writes this snapshot as {@code artifacts/<trial>/epoch-<n>.npz}. */
    void write(RunFolder folder, String trial, int epoch) {
        write(folder, trial, String.format(Locale.ROOT, "epoch-%03d.npz", epoch));
    }

    /** Writes this snapshot as {@code artifacts/<trial>/best.npz}, for weights that the validation part chose. */
    void writeBest(RunFolder folder, String trial) {
        write(folder, trial, BEST);
    }

    private void write(RunFolder folder, String trial, String file) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("testEmbeddings", NpyArray.of(testEmbeddings, testLabels.length, dimension));
        arrays.put("testLabels", NpyArray.of(testLabels, testLabels.length));
        arrays.put("trainEmbeddings", NpyArray.of(trainEmbeddings, trainLabels.length, dimension));
        arrays.put("trainLabels", NpyArray.of(trainLabels, trainLabels.length));
        predictions.ifPresent(classes -> arrays.put("testPredictions", NpyArray.of(classes, classes.length)));
        state.forEach((name, array) -> arrays.put(
                arrayName(name), NpyArray.of(array.toArray(), array.shape().toArray())));
        places.ifPresent(all -> arrays.put(EmbeddingArtifact.PLACES, NpyArray.of(all, all.length)));
        Npz.write(folder.artifacts(trial).resolve(file), arrays);
    }
}
