package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.loss.CostedLoss;

/**
 * What a loss that states its arrays must keep: on every engine the memory that follows from them is within a factor of two of the
 * peak that is measured, the largest of up to three runs, where the loss dominates. A loss inherits this test by naming large
 * batches. Each is measured in a process of its own, which has done nothing else before.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LossMemoryContract {
    /** Beside so much, the pages of the process itself are few. */
    private static final long LARGE = 40_000_000;

    private static final double LEAST = 0.5;
    private static final double MOST = 2;
    private static final int RUNS = 3;

    /**
     * A loss on a batch of which it holds many arrays.
     *
     * @param loss the loss
     * @param samples m; of listed tuples there are two for each sample
     * @param classes the number of classes, each as frequent as the others
     * @param dimension d
     */
    public record LargeBatch(CostedLoss loss, int samples, int classes, int dimension) {}

    /** {@return batches to measure, by a name for reports: one for each way to compute that holds other arrays} */
    protected abstract Map<String, LargeBatch> batches();

    /** One batch on one engine. */
    private record Subject(String name, LargeBatch batch, Engine engine) {
        @Override
        public String toString() {
            return name + " on " + engine.id();
        }
    }

    private Stream<Subject> subjects() {
        return batches().entrySet().stream()
                .flatMap(batch -> Engine.all().all().stream()
                        .map(engine -> new Subject(batch.getKey(), batch.getValue(), engine)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void memoryIsWithinAFactorOfTwoOfWhatIsPredicted(Subject subject) throws IOException, InterruptedException {
        Assumptions.assumeTrue(PeakOfOneRun.isMeasurable(), "peaks are measured on Linux");
        double predicted = subject.engine().bytes(PeakOfOneRun.arrays(subject.batch()));
        assertThat(predicted).as("predicted bytes").isGreaterThan(LARGE);
        double peak = 0;
        // Threads that take turns on a busy machine hold fewer arrays at a time than threads that run side by side.
        for (int run = 0; run < RUNS && peak < LEAST * predicted; run++) {
            peak = Math.max(peak, PeakOfOneRun.inAProcessOfItsOwn(getClass(), subject.name(), subject.engine()));
        }
        assertThat(peak / predicted).as("measured over predicted").isBetween(LEAST, MOST);
    }
}
