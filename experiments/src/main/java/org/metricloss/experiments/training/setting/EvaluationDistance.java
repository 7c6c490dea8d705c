package org.metricloss.experiments.training.setting;

import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.loss.Objective;

/** The choice of the distance in which embeddings are judged. */
public enum EvaluationDistance {
    /** The distance that the objective trains; measures by the other one are recorded beside it. */
    OBJECTIVE,
    /** The Euclidean distance for every objective. */
    EUCLIDEAN,
    /** The cosine distance for every objective. */
    COSINE;

    /** {@return the distance in which the embeddings of an objective are judged} */
    public Distance of(Objective objective) {
        return switch (this) {
            case OBJECTIVE -> objective.distance();
            case EUCLIDEAN -> Distance.EUCLIDEAN;
            case COSINE -> Distance.COSINE;
        };
    }
}
