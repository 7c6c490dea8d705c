package org.metricloss.models;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.List;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.core.plugin.Spelling;
import org.metricloss.formats.Layout;

/**
 * The description of a trained model, the content of {@code model.json}.
 *
 * @param format the version of this record's layout, from {@link #OLDEST_FORMAT} to {@link #FORMAT}
 * @param network the network, layer by layer
 * @param input the shape of one input, and how its values become inputs of the network
 * @param embedding the embedding dimension d, which the network gives
 * @param distance the distance in which embeddings are compared, {@code euclidean} or {@code cosine}
 * @param classes the names of the classes of its data set, in the order of their labels
 * @param trainedClasses how many of these classes a classifier knows: the first ones, at least 1
 * @param centers the label of each class center that is kept beside the weights; empty if the model has a classifier
 * @param thresholds the thresholds of the distance for the verification of pairs
 * @param origin the trial that trained the model
 * @param weights size and checksum of the file of weights
 */
@Layout(newest = Model.FORMAT, oldest = Model.OLDEST_FORMAT)
public record Model(
        int format,

        @JsonSerialize(using = NetworkJson.Writer.class) @JsonDeserialize(using = NetworkJson.Reader.class)
        NetworkSpec network,

        ModelInput input,
        int embedding,
        String distance,
        List<String> classes,
        int trainedClasses,
        List<Integer> centers,
        Thresholds thresholds,
        ModelOrigin origin,
        WeightsFile weights) {
    /** The layout that this version writes. */
    public static final int FORMAT = 1;

    /** The oldest layout that this version reads. */
    public static final int OLDEST_FORMAT = 1;

    /** @throws IllegalArgumentException if a component is missing or the components do not fit together */
    public Model {
        Checks.require(format >= OLDEST_FORMAT && format <= FORMAT, "format must be %s, got %s", FORMAT, format);
        Checks.present("network", network);
        Checks.present("input", input);
        classes = Checks.list("classes", classes);
        centers = Checks.list("centers", centers);
        Checks.require(
                trainedClasses >= 1 && trainedClasses <= classes.size(),
                "trainedClasses must be from 1 to the number of classes, %s, got %s",
                classes.size(),
                trainedClasses);
        Checks.require(
                List.of(Spelling.of(Distance.EUCLIDEAN), Spelling.of(Distance.COSINE))
                        .contains(distance),
                "distance must be euclidean or cosine, got '%s'",
                distance);
        for (int label : centers) {
            Checks.require(
                    label >= 0 && label < classes.size(),
                    "centers must be labels from 0 to %s, got %s",
                    classes.size() - 1,
                    label);
        }
        Checks.present("thresholds", thresholds);
        Checks.present("origin", origin);
        Checks.present("weights", weights);
        int dimension = NetworkPlan.of(network, input.toShape()).embeddingDimension();
        Checks.require(
                embedding == dimension,
                "embedding must be %s, the dimension that the network gives, got %s",
                dimension,
                embedding);
    }

    /** {@return the network, laid out for the model's input} */
    public NetworkPlan plan() {
        return NetworkPlan.of(network, input.toShape());
    }

    /** {@return the distance in which embeddings are compared} */
    public Distance metric() {
        return Spelling.of(Distance.COSINE).equals(distance) ? Distance.COSINE : Distance.EUCLIDEAN;
    }
}
