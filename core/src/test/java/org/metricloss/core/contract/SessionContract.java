package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.network.NamedNetwork;

/** What a training session must do on every engine, whatever network and objective it trains. */
public abstract class SessionContract extends TrainingContract {
    @ParameterizedTest
    @EnumSource(names = {"LINEAR", "MLP", "LENET", "LENET_PLUS_PLUS", "RESNET8"})
    void trainingLowersTheLossAndRepeatsToTheBit(NamedNetwork network) {
        double[] first = losses(request(network.withEmbedding(2)), 60);
        double[] second = losses(request(network.withEmbedding(2)), 60);
        assertThat(second).isEqualTo(first);
        // The deepest network is the last to leave its plateau.
        assertThat(first[59]).isLessThan(0.95 * first[0]);
    }

    @Test
    void everyLayerAtOnceRepeatsToTheBit() {
        double[] first = losses(request(everyLayer()), 6);
        assertThat(losses(request(everyLayer()), 6)).isEqualTo(first);
        assertThat(first[5]).isNotEqualTo(first[0]);
    }

    @Test
    void lastBatchOfAnEpochMayBeSmaller() {
        double mixed;
        try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(2)))) {
            session.step(batch(0, SAMPLES));
            session.step(batch(1, 7));
            session.step(batch(2, 1));
            mixed = session.step(batch(3, SAMPLES)).loss();
            assertThat(session.weights().get("loss.seen.counts").toArray()).containsExactly(10 + 3 + 1 + 10, 22, 22);
        }
        double full = losses(request(NamedNetwork.MLP.withEmbedding(2)), 4)[3];
        assertThat(mixed).isPositive().isNotEqualTo(full);
    }

    @Test
    void sessionsDoNotSeeEachOther() {
        double[] alone = losses(request(everyLayer()), 3);
        try (TrainingSession first = engine().open(request(everyLayer()));
                TrainingSession second = engine().open(request(everyLayer()))) {
            for (int i = 0; i < 3; i++) {
                assertThat(first.step(batch(i, SAMPLES)).loss()).isEqualTo(alone[i]);
                assertThat(second.step(batch(i, SAMPLES)).loss()).isEqualTo(alone[i]);
            }
        }
    }
}
