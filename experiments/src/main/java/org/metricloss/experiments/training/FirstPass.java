package org.metricloss.experiments.training;

import java.util.List;
import java.util.Map;
import org.metricloss.core.array.Shape;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.core.network.Initializer;

/**
 * One pass over the training part with the initial network, for loss state that starts at the class means. It is the same
 * on every engine, up to the rounding of the embeddings.
 */
final class FirstPass {
    private FirstPass() {}

    /**
     * Fills in the state that starts at the class means. Does nothing, and takes no time, if there is no such state.
     *
     * @param session open, with its initial weights
     * @param request the request from which the session was opened
     * @param the data whose training part is used
     */
    static void of(TrainingSession session, SessionRequest request, Dataset data) {
        List<String> states = statesOfMeans(request);
        if (states.isEmpty()) {
            return;
        }
        int d = request.setting().dimension();
        Embeddings centers = new Embedder(session, data.scaling()).centers(data.train(), d, Distance.EUCLIDEAN);
        FloatArray means = means(centers, request.classes());
        Weights weights = session.weights();
        for (String state : states) {
            weights = weights.with(Weights.lossName(state), means);
        }
        session.restore(weights);
    }

    /** {@return how many images the pass embeds; 0 if no pass is needed} */
    static int images(SessionRequest request, Dataset data) {
        return statesOfMeans(request).isEmpty() ? 0 : data.train().size();
    }

    private static List<String> statesOfMeans(SessionRequest request) {
        return request.objective().state(request.setting()).entrySet().stream()
                .filter(state -> state.getValue().initializer() instanceof Initializer.ClassMeans)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** {@return [classes, d]; 0 for a class without training images} */
    private static FloatArray means(Embeddings centers, int classes) {
        int d = centers.dimension();
        float[] means = new float[classes * d];
        for (int row = 0; row < centers.rows(); row++) {
            for (int k = 0; k < d; k++) {
                means[centers.label(row) * d + k] = (float) centers.value(row, k);
            }
        }
        return FloatArray.of(Shape.of(classes, d), means);
    }
}
