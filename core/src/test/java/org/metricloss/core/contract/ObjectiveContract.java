package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Evaluated;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.StepDraws;
import org.metricloss.core.engine.StepResult;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.TrainingState;
import org.metricloss.core.loss.DiagnosticReading;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.tensor.Tensor;

/** What a step must give the losses of its objective, and what becomes of what they return. */
public abstract class ObjectiveContract extends TrainingContract {
    /** The sum of a state that is replaced by sevens, whatever it was: nothing but its meaning orders read and write. */
    private record ReplacedBySevens() implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            return List.of(new LossState.Moved("last", Shape.of(2, 2), Initializer.zero()));
        }

        @Override
        public LossOutput compute(LossInput input) {
            Tensor last = input.state("last");
            return LossOutput.of(input.embeddings().sum().mul(0).add(last.sum()))
                    .next("last", last.full(7, 2, 2));
        }
    }

    /** The sum of each embedding's coordinate of its class. */
    private record OwnCoordinates() implements MetricLoss {
        @Override
        public LossOutput compute(LossInput input) {
            Tensor embeddings = input.embeddings();
            return LossOutput.of(
                    input.ofClass().choose(embeddings, embeddings.full(0)).sum());
        }
    }

    /** The sum of its own numbers and of what no gradient comes back from. */
    private record WithoutAPath() implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            return List.of(new LossState.Learned("own", Shape.of(3), Initializer.zero()));
        }

        @Override
        public LossOutput compute(LossInput input) {
            Tensor constant = input.embeddings().square().stopGradient().sum();
            return LossOutput.of(input.state("own").sum().add(constant));
        }
    }

    @Test
    void valueWithoutAPathToTheEmbeddingsIsRefusedAtTheFirstStep() {
        Objective objective = new Objective(
                "sum",
                List.of(
                        new Objective.Term("fine", 1, new OwnCoordinates()),
                        new Objective.Term("cut", 0, new WithoutAPath())));
        try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(3), objective))) {
            assertThatThrownBy(() -> session.step(batch(0, SAMPLES)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the value of loss 'cut' does not depend on the embeddings, so it trains nothing; compute"
                                    + " it from LossInput.embeddings() without stopGradient or cast, or attach its gradient by"
                                    + " Tensor.withGradient");
        }
    }

    @Test
    void aWeightOfZeroIsAllowed() {
        Objective objective = new Objective("zero", List.of(new Objective.Term("own", 0, new OwnCoordinates())));
        try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(3), objective))) {
            assertThat(session.step(batch(0, SAMPLES)).loss()).isZero();
        }
    }

    @Test
    void lossesSeeWhichSampleIsOfWhichClass() {
        Evaluated evaluated = engine().evaluate(
                        Objective.of("own", new OwnCoordinates()),
                        LossExample.of(
                                DoubleArray.of(Shape.of(2, 4), 1, 2, 3, 4, 5, 6, 7, 8), new int[] {2, 0}, 4, Map.of()));
        assertThat(evaluated.result().loss()).isEqualTo(3 + 5);
        assertThat(evaluated.gradient().toArray()).containsExactly(0, 0, 1, 0, 1, 0, 0, 0);
    }

    @Test
    void lossesAreGivenTheStepsDrawsAndItsTuples() {
        int[][] tuples = {{0, 1, 2}, {3, 4, 5}};
        int[][] more = {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}};
        try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(2)))) {
            TrainingBatch plain = batch(4, SAMPLES);
            float[] draws = new StepDraws(1, 0, 4).lossDraws("seen", 2 * SAMPLES);
            double sum = 0;
            for (float draw : draws) {
                sum += draw;
            }
            StepResult result = session.step(plain);
            assertThat(total(result, "draws")).isCloseTo(sum, within(1e-4));
            assertThat(total(result, "firstDraw")).isCloseTo((double) draws[0] + draws[1], within(1e-6));
            assertThat(total(session.step(with(plain, tuples)), "tuples")).isEqualTo(15);
            assertThat(total(session.step(with(plain, more)), "tuples")).isEqualTo(36);
            // The last batch of an epoch may hold fewer samples, and as many tuples.
            assertThat(total(session.step(with(batch(5, 6), tuples)), "tuples")).isEqualTo(15);
            assertThat(total(session.step(with(batch(6, 6), new int[][] {{4, 0}})), "tuples"))
                    .isEqualTo(4);
        }
    }

    @Test
    void lossesAreGivenTheEpochAndTheStepsOfTheOptimizer() {
        try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(2)))) {
            StepResult first = session.step(batch(4, SAMPLES));
            assertThat(total(first, "step")).isZero();
            assertThat(total(first, "epoch")).isZero();
            TrainingBatch next = batch(0, SAMPLES);
            StepResult second = session.step(new TrainingBatch(3, 0, next.images(), next.labels()));
            assertThat(total(second, "step")).isEqualTo(1);
            assertThat(total(second, "epoch")).isEqualTo(3);
            TrainingState state = session.state();
            session.restore(state.weights());
            assertThat(total(session.step(next), "step")).as("after a restart").isZero();
            session.resume(state);
            assertThat(total(session.step(next), "step")).as("after resuming").isEqualTo(2);
        }
    }

    @Test
    void anExampleIsAtTheStepThatItNames() {
        LossExample example = new LossExample(
                DoubleArray.of(Shape.of(2, 2), 1, 2, 3, 4),
                new int[] {1, 0},
                2,
                Map.of("seen.counts", DoubleArray.of(Shape.of(2, 1), 0, 0)),
                Optional.empty(),
                Optional.of(DoubleArray.of(Shape.of(2, 2), 0, 0, 0, 0)),
                DataType.FLOAT64);
        Objective objective = Objective.of("seen", new CountsWhatItIsGiven());
        for (long step : new long[] {0, 1L << 40}) {
            Evaluated evaluated = engine().evaluate(objective, example.at(step));
            DiagnosticReading reading = evaluated.result().terms().get(0).diagnostics().stream()
                    .filter(each -> each.name().equals("step"))
                    .findFirst()
                    .orElseThrow();
            assertThat(reading.sum()).isEqualTo((double) step);
        }
    }

    /** Remembers the labels of the last batch, and sums them. */
    private record LastLabels() implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            return List.of(new LossState.Moved("labels", Shape.of(SAMPLES), new Initializer.Constant(-1)).whole());
        }

        @Override
        public LossOutput compute(LossInput input) {
            Tensor labels = input.state("labels");
            return LossOutput.of(input.embeddings().sum().mul(0))
                    .total("sum", labels.sum())
                    .total("type", labels.dataType() == DataType.INT64 ? labels.full(1) : labels.full(0))
                    .next("labels", input.labels());
        }
    }

    @Test
    void stateOfWholeNumbersIsWholeForTheLossAndFloatInWeights() {
        Objective objective = new Objective(
                "labels",
                List.of(
                        new Objective.Term("scores", 1, new LinearScores()),
                        new Objective.Term("last", 1, new LastLabels())));
        try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(2), objective))) {
            TrainingBatch batch = batch(0, SAMPLES);
            StepResult first = session.step(batch);
            assertThat(total(first, "type")).isEqualTo(1);
            assertThat(total(first, "sum")).isEqualTo(-SAMPLES);
            assertThat(total(session.step(batch(1, SAMPLES)), "sum"))
                    .isEqualTo(Arrays.stream(batch.labels()).sum());
            float[] kept = session.weights().get("loss.last.labels").toArray();
            assertThat(kept).hasSize(SAMPLES);
            for (int i = 0; i < SAMPLES; i++) {
                assertThat(kept[i]).isEqualTo(batch(1, SAMPLES).labels()[i]);
            }
        }
    }

    /** Declares a state of whole numbers and returns other numbers. */
    private record WrongType() implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            return List.of(new LossState.Moved("labels", Shape.of(2), Initializer.zero()).whole());
        }

        @Override
        public LossOutput compute(LossInput input) {
            Tensor sum = input.embeddings().sum();
            return LossOutput.of(sum).next("labels", sum.full(0, 2));
        }
    }

    @Test
    void nextStateOfAnotherTypeIsRefused() {
        LossExample example = LossExample.of(
                DoubleArray.of(Shape.of(1, 2), 1, 2),
                new int[] {0},
                1,
                Map.of("wrong.labels", DoubleArray.of(Shape.of(2), 0, 0)));
        assertThatThrownBy(() -> engine().evaluate(Objective.of("wrong", new WrongType()), example))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss 'wrong' must return the next 'labels' as INT64, got FLOAT64");
    }

    @Test
    void lossesSeeTheStateFromBeforeTheStep() {
        try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(2)))) {
            assertThat(total(session.step(batch(0, SAMPLES)), "countsBefore")).isZero();
            assertThat(total(session.step(batch(1, SAMPLES)), "countsBefore")).isEqualTo(10);
            assertThat(session.weights().get("loss.seen.counts").toArray()).containsExactly(20, 20, 20);
        }
    }

    @Test
    void stateIsReadBeforeItIsReplaced() {
        Objective objective = Objective.of("sevens", new ReplacedBySevens());
        try (TrainingSession session = engine().open(request(NamedNetwork.LENET.withEmbedding(2), objective))) {
            assertThat(session.step(batch(0, SAMPLES)).loss()).isZero();
            assertThat(session.step(batch(1, SAMPLES)).loss()).isEqualTo(28);
        }
    }

    private static double total(StepResult result, String diagnostic) {
        return result.terms().get(1).diagnostics().stream()
                .filter(reading -> reading.name().equals(diagnostic))
                .findFirst()
                .orElseThrow()
                .value()
                .orElseThrow();
    }

    private static TrainingBatch with(TrainingBatch batch, int[][] tuples) {
        return new TrainingBatch(batch.epoch(), batch.step(), batch.images(), batch.labels(), Optional.of(tuples), 1);
    }
}
