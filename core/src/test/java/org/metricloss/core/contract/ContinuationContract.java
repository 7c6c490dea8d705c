package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.TrainingState;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.optimizer.OptimizerSpec.Adam;
import org.metricloss.core.optimizer.OptimizerSpec.AdamW;
import org.metricloss.core.optimizer.OptimizerSpec.RmsProp;
import org.metricloss.core.optimizer.OptimizerSpec.Sgd;
import org.metricloss.core.optimizer.Schedule;
import org.metricloss.core.tensor.Tensor;

/**
 * A session that resumes from another's state gives the same bits as the other would have given: batch normalisation, dropout,
 * learned and moved state, state of whole numbers, the step, random draws, momentum, moments and schedules included.
 */
public abstract class ContinuationContract extends TrainingContract {
    private static final int STEPS = 9;
    private static final Objective PULLED = Objective.of("pulled", new Pulled());

    /** Learned class weights, and centers that follow the embeddings by half a step, pulled at with random force. */
    private record Pulled() implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            Shape shape = Shape.of(setting.classes(), setting.dimension());
            return List.of(
                    new LossState.Learned("weight", shape, new Initializer.Gaussian(0.5)).withLearningRateFactor(3),
                    new LossState.Moved("centers", shape, Initializer.zero()),
                    new LossState.Moved("labels", Shape.of(SAMPLES), Initializer.zero()).whole());
        }

        @Override
        public int drawsPerSample(int samples) {
            return 1;
        }

        @Override
        public LossOutput compute(LossInput input) {
            Tensor x = input.embeddings();
            Tensor scores = x.matMul(input.state("weight").transpose());
            Tensor own = scores.pick(input.labels()).reshape(input.samples(), 1);
            Tensor centers = input.state("centers");
            Tensor off = x.sub(centers.gatherRows(input.labels()));
            Tensor steps = input.step().add(1).cast(x.dataType());
            Tensor again = input.labels().equalTo(input.state("labels")).count().cast(x.dataType());
            Tensor pull = off.square()
                    .mul(input.draws().orElseThrow())
                    .sum()
                    .div(steps)
                    .mul(again.add(1));
            Tensor next = centers.add(off.segmentSum(input.labels(), CLASSES).mul(0.5 * CLASSES / input.samples()));
            return LossOutput.of(scores.logSumExp().sub(own).sum().add(pull).mul(1.0 / input.samples()))
                    .next("centers", next)
                    .next("labels", input.labels());
        }
    }

    static List<OptimizerSpec> optimizers() {
        return List.of(
                new Sgd(0.05, 0, 5e-4),
                new Sgd(0.05, 0.9, 5e-4),
                new Sgd(0.05, 0.9, 0, OptionalDouble.of(0.5)),
                new Sgd(0.05, 0.9, 5e-4, true, OptionalDouble.empty()),
                new Adam(0.01),
                new Adam(0.01, 0.8, 0.95, 1e-6, 0.01, OptionalDouble.of(0.5)),
                new AdamW(new Adam(0.01, 0.9, 0.999, 1e-8, 0.01)),
                new RmsProp(0.01, 0.9, 1e-8, 5e-4, OptionalDouble.empty()));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void continuingGivesTheSameBitsAsNeverHavingStopped(OptimizerSpec optimizer) {
        SessionRequest request = request(optimizer);
        List<TrainingState> states = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        Weights last;
        try (TrainingSession session = engine().open(request)) {
            for (int step = 0; step < STEPS; step++) {
                states.add(session.state());
                losses.add(session.step(batch(step)).loss());
            }
            last = session.weights();
        }
        assertThat(losses.get(STEPS - 1)).isNotEqualTo(losses.get(0)).isNotZero();
        // First in a fresh session, then in one that has trained: whatever is there must be replaced.
        try (TrainingSession session = engine().open(request)) {
            for (int from : new int[] {4, 0, 1, 5, STEPS - 1}) {
                session.resume(states.get(from));
                for (int step = from; step < STEPS; step++) {
                    assertThat(session.step(batch(step)).loss())
                            .as("loss of step %s after resuming at %s", step, from)
                            .isEqualTo(losses.get(step));
                }
                requireEqual(session.weights(), last);
                session.step(batch(STEPS + from));
            }
        }
    }

    @Test
    void takingTheStateChangesNothing() {
        SessionRequest request = request(new Sgd(0.05, 0.9, 0));
        try (TrainingSession watched = engine().open(request);
                TrainingSession alone = engine().open(request)) {
            for (int step = 0; step < 3; step++) {
                watched.state();
                assertThat(watched.step(batch(step)).loss())
                        .isEqualTo(alone.step(batch(step)).loss());
            }
        }
    }

    @Test
    void stateOfAnotherOptimizerIsRefusedAndNothingChanges() {
        try (TrainingSession sgd = engine().open(request(new Sgd(0.05, 0.9, 0)));
                TrainingSession adam = engine().open(request(new Adam(0.01)))) {
            sgd.step(batch(0));
            adam.step(batch(1));
            Weights before = adam.weights();
            TrainingState state = sgd.state();
            assertThatThrownBy(() -> adam.resume(state))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("optimizer state 'mean.network.0.convolution.weight' must have shape");
            requireEqual(adam.weights(), before);
        }
    }

    @Test
    void stateWithoutAWeightIsRefusedAndNothingChanges() {
        try (TrainingSession session = engine().open(request(new Sgd(0.05, 0.9, 0)))) {
            session.step(batch(0));
            TrainingState state = session.state();
            Map<String, FloatArray> fewer = new LinkedHashMap<>();
            // Of the right shapes and with other values, so that a weight that was taken over would show.
            state.weights().names().forEach(name -> {
                Shape shape = state.weights().get(name).shape();
                float[] values = new float[shape.elements()];
                Arrays.fill(values, 7);
                fewer.put(name, FloatArray.of(shape, values));
            });
            fewer.remove("loss.pulled.centers");
            TrainingState wrong = new TrainingState(Weights.of(fewer), state.optimizer(), state.steps());
            assertThatThrownBy(() -> session.resume(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("no weights 'loss.pulled.centers'; there are: ");
            requireEqual(session.weights(), state.weights());
        }
    }

    private static SessionRequest request(OptimizerSpec optimizer) {
        return SessionRequest.fromSeed(NetworkPlan.of(everyLayer(), IMAGE), PULLED, optimizer, CLASSES, 1, 2);
    }

    /** Two steps in an epoch, at rates that rise, fall, and are 0 once. */
    private static TrainingBatch batch(int step) {
        Schedule schedule = new Schedule.WarmedUp(3, new Schedule.Cosine(0));
        double factor = step == 5 ? 0 : schedule.factor(step / 2, step % 2, 2, STEPS);
        TrainingBatch batch = batch(step / 2, step % 2, SAMPLES);
        return new TrainingBatch(batch.epoch(), batch.step(), batch.images(), batch.labels(), Optional.empty(), factor);
    }
}
