package org.metricloss.experiments.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metricloss.core.augment.Augmentation;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ShuffledBatches;
import org.metricloss.core.engine.StepResult;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.TrainingState;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.optimizer.Schedule;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.Datasets;

class TrainingLoopTest {
    /** 1,442 training images: three batches, the rest is left out or makes a fourth. */
    private static final ShuffledBatches BATCHES = new ShuffledBatches(400);

    private static final int EPOCHS = 3;

    /** A session that learns nothing and notes the factors it is given. */
    private static final class Noting implements TrainingSession {
        private final List<Double> factors = new ArrayList<>();

        @Override
        public StepResult step(TrainingBatch batch) {
            factors.add(batch.learningRateFactor());
            return new StepResult(1, List.of());
        }

        @Override
        public float[] embed(float[] images, int n) {
            return new float[n];
        }

        @Override
        public Optional<int[]> classify(float[] embeddings, int n) {
            return Optional.empty();
        }

        @Override
        public Weights weights() {
            throw new UnsupportedOperationException("there are no weights");
        }

        @Override
        public void restore(Weights weights) {
            throw new UnsupportedOperationException("there are no weights");
        }

        @Override
        public TrainingState state() {
            throw new UnsupportedOperationException("there is no state");
        }

        @Override
        public void resume(TrainingState state) {
            throw new UnsupportedOperationException("there is no state");
        }

        @Override
        public void close() {}
    }

    private static List<Double> factors(Schedule schedule, Dataset digits) throws DivergedException {
        try (Noting session = new Noting()) {
            int steps = EPOCHS * BATCHES.stepsPerEpoch(digits.train());
            TrainingLoop loop = new TrainingLoop(
                    session,
                    new BatchSource(digits.train(), digits.scaling(), BATCHES, Augmentation.NONE, 1),
                    schedule,
                    steps);
            Stopwatch watch = new Stopwatch();
            watch.start();
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                loop.epoch(epoch, watch, loss -> {}, new EpochTotals());
            }
            return session.factors;
        }
    }

    @Test
    void everyStepHasItsFactorOfTheWholeBudget() throws DivergedException {
        Dataset digits = Datasets.ofEnvironment().open(DatasetSettings.of("digits"), 1);
        int steps = BATCHES.stepsPerEpoch(digits.train());
        assertThat(steps).isBetween(3, 4);

        for (Schedule schedule : List.of(Schedule.CONSTANT, new Schedule.Step(2, 0.1), new Schedule.Cosine(0.2))) {
            List<Double> expected = new ArrayList<>();
            for (int t = 0; t < EPOCHS * steps; t++) {
                expected.add(schedule.factor(t / steps, t % steps, steps, EPOCHS * steps));
            }
            assertThat(factors(schedule, digits)).as(schedule.type()).isEqualTo(expected);
        }
        List<Double> falling = factors(new Schedule.Step(2, 0.1), digits);
        assertThat(falling).startsWith(1.0, 1.0).endsWith(0.1);
        assertThat(falling.indexOf(0.1)).isEqualTo(2 * steps);
    }
}
