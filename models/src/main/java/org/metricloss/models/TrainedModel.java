package org.metricloss.models;

import java.util.Optional;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.Weights;

/**
 * A model with its weights.
 *
 * @param description the description
 * @param weights the weights of the network, and the state of the losses that it was trained with
 * @param centers the class centers [k, d] by which inputs are classified: k rows for {@link Model#centers}, in the
 *     space where the model's distance is Euclidean (of unit embeddings for the cosine distance); empty if there are none
 */
public record TrainedModel(Model description, Weights weights, Optional<FloatArray> centers) {}
