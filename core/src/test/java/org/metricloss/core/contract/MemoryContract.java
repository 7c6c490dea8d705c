package org.metricloss.core.contract;

import org.junit.jupiter.api.Test;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.network.NamedNetwork;

/** Sessions must keep nothing of the steps that they have taken, and leave nothing when they close. */
public abstract class MemoryContract extends TrainingContract {
    @Test
    void memoryStaysFlatOverManySteps() {
        try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(2)))) {
            TrainingBatch batch = batch(0, 120);
            // Images of 30 KB, kept at each step, would add 180 MB.
            ResidentMemory.assertSettles(() -> repeat(6_000, () -> session.step(batch)), 80_000_000);
        }
    }

    @Test
    void memoryStaysFlatOverManySessions() {
        Runnable shortSession = () -> {
            try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(2)))) {
                session.step(batch(0, 2_000));
                session.embed(batch(0, 1).images(), 1);
            }
        };
        // Images, activations and weights of a session are about 3 MB: 120 MB if they were kept.
        ResidentMemory.assertSettles(() -> repeat(40, shortSession), 80_000_000);
    }

    private static void repeat(int times, Runnable work) {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }
}
