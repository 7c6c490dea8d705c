package org.metricloss.loss.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.anchor.CrossBatchMemory;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.TrainingState;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.random.RandomStream;

/** A memory in training: the queue moves with the batches and goes with the state of a session. */
class CrossBatchMemoryTest {
    private static final int CLASSES = 3;
    private static final int SAMPLES = 6;
    private static final int SIZE = 15;
    private static final int STEPS = 6;

    static List<Engine> engines() {
        return TestEngines.all();
    }

    private static SessionRequest request(int size) {
        MetricLoss loss = new ContrastiveLossProvider()
                .create(Parameters.of(Map.of("mining", "distance-weighted", "normalize", true)));
        return SessionRequest.fromSeed(
                NetworkPlan.of(NamedNetwork.MLP.withEmbedding(2), Shape.of(1, 4, 4)),
                Objective.of("pairs", new CrossBatchMemory(loss, size, 2)),
                new OptimizerSpec.Sgd(0.05, 0.9, 0),
                CLASSES,
                1,
                1);
    }

    private static TrainingBatch batch(int step) {
        RandomStream random = RandomStream.of(step, "memory");
        float[] images = new float[SAMPLES * 16];
        for (int i = 0; i < images.length; i++) {
            images[i] = random.nextFloat();
        }
        int[] labels = new int[SAMPLES];
        Arrays.setAll(labels, i -> (i + step) % CLASSES);
        return new TrainingBatch(0, step, images, labels, Optional.empty(), 1);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aResumedSessionRemembersTheSame(Engine engine) {
        List<TrainingState> states = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        Weights last;
        try (TrainingSession session = engine.open(request(SIZE))) {
            for (int step = 0; step < STEPS; step++) {
                states.add(session.state());
                losses.add(session.step(batch(step)).loss());
            }
            last = session.weights();
        }
        for (int from : new int[] {1, 3}) {
            try (TrainingSession session = engine.open(request(SIZE))) {
                session.resume(states.get(from));
                for (int step = from; step < STEPS; step++) {
                    assertThat(session.step(batch(step)).loss()).isEqualTo(losses.get(step));
                }
                for (String name : last.names()) {
                    assertThat(session.weights().get(name).toArray())
                            .as(name)
                            .isEqualTo(last.get(name).toArray());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theNewestBatchesAreInFrontAndTheOldestFallOut(Engine engine) {
        try (TrainingSession session = engine.open(request(SIZE))) {
            assertThat(labels(session)).containsOnly(-1);
            session.step(batch(0));
            assertThat(labels(session)).containsExactly(0, 1, 2, 0, 1, 2, -1, -1, -1, -1, -1, -1, -1, -1, -1);
            session.step(batch(1));
            session.step(batch(2));
            assertThat(labels(session)).containsExactly(2, 0, 1, 2, 0, 1, 1, 2, 0, 1, 2, 0, 0, 1, 2);
        }
    }

    private static float[] labels(TrainingSession session) {
        return session.weights()
                .get(Weights.lossName("pairs." + CrossBatchMemory.LABELS))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aMemorySmallerThanTheBatchIsRefused(Engine engine) {
        try (TrainingSession session = engine.open(request(SAMPLES - 1))) {
            assertThatThrownBy(() -> session.step(batch(0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("size of the memory must be >= the 6 samples of a batch, got 5");
        }
    }

    @Test
    void aMemoryThatNoArrayOrLabelHoldsIsRefused() {
        CrossBatchMemory memory = new CrossBatchMemory(new NtXentLoss(0.1), 10_000_000, 0);
        assertThat(memory.state(new LossSetting(3, 214))).hasSize(2);
        assertThatThrownBy(() -> memory.state(new LossSetting(3, 215)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the elements of an array, got size 10000000");
        assertThat(memory.state(new LossSetting(1 << 24, 2))).hasSize(2);
        assertThatThrownBy(() -> memory.state(new LossSetting((1 << 24) + 1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exact up to 16777216 classes, got 16777217");
    }
}
