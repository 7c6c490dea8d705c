package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.network.NetworkPlan;

/** What a session must do with weights: it starts from those it is given, gives its own, and takes others that fit. */
public abstract class WeightsContract extends TrainingContract {
    @Test
    void sessionStartsFromTheGivenWeightsToTheBit() {
        SessionRequest request = request(everyLayer());
        try (TrainingSession session = engine().open(request)) {
            requireEqual(session.weights(), request.initial());
        }
    }

    @Test
    void restoredWeightsGiveTheSameEmbeddingsAndTheSameNextStep() {
        SessionRequest request = request(everyLayer());
        float[] probe = batch(5, SAMPLES).images();
        Weights saved;
        float[] embedded;
        double next;
        try (TrainingSession session = engine().open(request)) {
            session.step(batch(0, SAMPLES));
            saved = session.weights();
            embedded = session.embed(probe, SAMPLES);
            session.step(batch(1, SAMPLES));
            assertThat(session.embed(probe, SAMPLES)).isNotEqualTo(embedded);
            session.restore(saved);
            assertThat(session.embed(probe, SAMPLES)).isEqualTo(embedded);
            next = session.step(batch(2, SAMPLES)).loss();
        }
        try (TrainingSession another = engine().open(request)) {
            another.restore(saved);
            assertThat(another.step(batch(2, SAMPLES)).loss()).isEqualTo(next);
        }
    }

    @Test
    void weightsThatDoNotFitAreRefusedAndNothingChanges() {
        try (TrainingSession session = engine().open(request(everyLayer()))) {
            session.step(batch(0, SAMPLES));
            Weights before = session.weights();
            Map<String, FloatArray> wrong = new LinkedHashMap<>();
            before.names().forEach(name -> wrong.put(name, changed(before.get(name))));
            wrong.put("loss.seen.counts", FloatArray.of(Shape.of(2, 1), 0, 0));
            assertThatThrownBy(() -> session.restore(Weights.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("weights 'loss.seen.counts' must have shape [3, 1], got [2, 1]");
            wrong.remove("loss.seen.counts");
            assertThatThrownBy(() -> session.restore(Weights.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no weights 'loss.seen.counts'");
            wrong.put("loss.seen.counts", before.get("loss.seen.counts"));
            wrong.put("loss.center.centers", FloatArray.of(Shape.of(1), 0));
            assertThatThrownBy(() -> session.restore(Weights.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "unknown weights [loss.center.centers]; expected: [network.0.convolution.weight");
            requireEqual(session.weights(), before);
        }
    }

    private static FloatArray changed(FloatArray array) {
        float[] values = array.toArray();
        Arrays.fill(values, 9);
        return FloatArray.of(array.shape(), values);
    }

    @Test
    void initialWeightsThatDoNotFitAreRefused() {
        NetworkPlan plan = NetworkPlan.of(everyLayer(), IMAGE);
        Weights none = Weights.of(Map.of());
        assertThatThrownBy(() -> engine().open(new SessionRequest(plan, OBJECTIVE, sgd(), CLASSES, none, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no weights 'network.0.convolution.weight'");
    }
}
