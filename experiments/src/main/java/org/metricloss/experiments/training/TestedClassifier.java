package org.metricloss.experiments.training;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.InputScaling;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.evaluation.BorderShare;
import org.metricloss.core.evaluation.ClassifierDetails;
import org.metricloss.experiments.training.setting.RequestedSetting;

/** What the requested measures need to know about the classifier of a session, beside its predictions. */
final class TestedClassifier {
    private TestedClassifier() {}

    /**
     * {@return the details; empty if no measure needs them or there is no classifier}
     *
     * @param requested the requested measures
     * @param session the session with the tested weights
     * @param part the images that are tested
     * @param scaling from their stored values to network inputs
     * @param snapshot their embeddings
     */
    static Optional<ClassifierDetails> of(
            RequestedSetting requested,
            TrainingSession session,
            SampleSet part,
            InputScaling scaling,
            Snapshot snapshot) {
        if (requested.borderShare().isEmpty() && requested.fgsm().isEmpty()
                || snapshot.predictions().isEmpty()) {
            return Optional.empty();
        }
        double[] leads = leads(session, snapshot.testEmbeddings(), part.size());
        // An experiment that asks for the attack is refused unless the samples are images.
        return Optional.of(new ClassifierDetails(
                leads,
                part instanceof ImageSet images
                        ? new FastGradientSign(session, images, scaling).predictions(requested.fgsm())
                        : Map.of()));
    }

    private static double[] leads(TrainingSession session, float[] embeddings, int n) {
        double[] leads = new double[n];
        int dimension = n == 0 ? 0 : embeddings.length / n;
        for (int from = 0; from < n; from += Embedder.BLOCK) {
            int count = Math.min(Embedder.BLOCK, n - from);
            float[] block = Arrays.copyOfRange(embeddings, from * dimension, (from + count) * dimension);
            float[] logits = session.classLogits(block, count)
                    .orElseThrow(
                            () -> new IllegalStateException("the engine cannot tell the logits of the classifier"));
            System.arraycopy(BorderShare.leadsOfLogits(logits, count), 0, leads, from, count);
        }
        return leads;
    }
}
