package org.metricloss.experiments.parity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.data.BalancedBatches;
import org.metricloss.core.data.BatchSampler;
import org.metricloss.core.data.ShuffledBatches;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Objective.Term;
import org.metricloss.core.loss.Parameters;

/** The objectives that engines are compared on, each with the batches it is trained on. */
public final class Objectives {
    private Objectives() {}

    /** {@return the objectives and their samplers, in order} */
    public static Map<Objective, BatchSampler> all() {
        BatchSampler shuffled = new ShuffledBatches(128);
        BatchSampler balanced = new BalancedBatches(10, 12);
        Term softmax = new Term("softmax", 1, loss("softmax", Map.of()));
        Term center = new Term("center", 0.01, loss("center", Map.of("alpha", 0.5)));
        Map<Objective, BatchSampler> all = new LinkedHashMap<>();
        all.put(new Objective("softmax", List.of(softmax)), shuffled);
        all.put(new Objective("softmax+center", List.of(softmax, center)), shuffled);
        all.put(Objective.of("arcface", loss("arcface", Map.of())), shuffled);
        all.put(Objective.of("contrastive", loss("contrastive", Map.of("margin", 1.0))), balanced);
        all.put(Objective.of("triplet", loss("triplet", Map.of("margin", 0.2))), balanced);
        all.put(Objective.of("triplet-hard", loss("triplet", Map.of("margin", 0.2, "mining", "hard"))), balanced);
        return all;
    }

    private static MetricLoss loss(String id, Map<String, ?> parameters) {
        return LossProvider.all().get(id).create(Parameters.of(parameters));
    }
}
