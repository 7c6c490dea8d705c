package org.metricloss.core.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.array.Shape;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.optimizer.OptimizerSpec;

/**
 * The settings of a training session.
 *
 * @param network the network, laid out for the images' shape
 * @param objective what is minimised
 * @param optimizer how weights follow their gradients
 * @param classes the number of classes; labels are in [0, classes)
 * @param initial the weights to start from
 * @param seed the trial's seed, from which draws during training are derived
 * @param threads the threads one operation may use, at least 1; the number changes the last bits of results
 */
public record SessionRequest(
        NetworkPlan network,
        Objective objective,
        OptimizerSpec optimizer,
        int classes,
        Weights initial,
        long seed,
        int threads) {
    /** Checks the ranges. */
    public SessionRequest {
        if (!(threads >= 1)) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads);
        }
        if (!(classes >= 1)) {
            throw new IllegalArgumentException("classes must be >= 1, got " + classes);
        }
    }

    /**
     * Requests a session that starts from the seed's own initial weights.
     *
     * @param network the network, laid out for the images' shape
     * @param objective what is minimised
     * @param optimizer how weights follow their gradients
     * @param classes the number of classes
     * @param seed the trial's seed
     * @param threads the threads one operation may use
     * @return the request
     */
    public static SessionRequest fromSeed(
            NetworkPlan network, Objective objective, OptimizerSpec optimizer, int classes, long seed, int threads) {
        Weights initial = Weights.initial(network, objective, classes, seed);
        return new SessionRequest(network, objective, optimizer, classes, initial, seed, threads);
    }

    /** {@return the number of classes and the embedding dimension} */
    public LossSetting setting() {
        return new LossSetting(classes, network.embeddingDimension());
    }

    /**
     * Checks that weights fit this request.
     *
     * @param weights any weights
     * @throws IllegalArgumentException if an array is missing, has another shape, or does not belong to this request
     */
    public void requireFits(Weights weights) {
        Map<String, Shape> places = new LinkedHashMap<>();
        network.parameters().forEach(each -> places.put(Weights.networkName(each.name()), each.shape()));
        objective.state(setting()).forEach((name, declared) -> places.put(Weights.lossName(name), declared.shape()));
        places.forEach(weights::get);
        List<String> unknown = new ArrayList<>(weights.names());
        unknown.removeAll(places.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown weights %s; expected: %s".formatted(unknown, places.keySet()));
        }
    }
}
