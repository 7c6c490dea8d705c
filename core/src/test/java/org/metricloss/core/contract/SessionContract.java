package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.engine.EmbeddingSpread;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.StepDraws;
import org.metricloss.core.engine.StepResult;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Workload;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.network.Layer.BatchNorm;
import org.metricloss.core.network.Layer.Convolution;
import org.metricloss.core.network.Layer.Dropout;
import org.metricloss.core.network.Layer.Flatten;
import org.metricloss.core.network.Layer.Linear;
import org.metricloss.core.network.Layer.MaxPool;
import org.metricloss.core.network.Layer.PRelu;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.random.RandomStream;
import org.metricloss.core.tensor.Shape;
import org.metricloss.core.tensor.Tensor;

/** What a training session must do on every engine, whatever network and objective it trains. */
public abstract class SessionContract {
    private static final Shape IMAGE = Shape.of(1, 8, 8);
    private static final int CLASSES = 3;
    private static final int SAMPLES = 30;

    private static final Objective OBJECTIVE = new Objective(
            "scores+seen",
            List.of(
                    new Objective.Term("scores", 1, new LinearScores()),
                    new Objective.Term("seen", 0.1, new CountsWhatItIsGiven())));

    /** @return the engine under test */
    protected abstract Engine engine();

    /** Cross-entropy of a linear classifier: learned state, and class scores. */
    private record LinearScores() implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            Shape shape = Shape.of(setting.classes(), setting.dimension());
            return List.of(new LossState.Learned("weight", shape, new Initializer.Gaussian(0.5)));
        }

        @Override
        public LossOutput compute(LossInput input) {
            Tensor scores = scores(input.embeddings(), input.state("weight"));
            Tensor own = scores.pick(input.labels()).reshape(input.samples(), 1);
            return LossOutput.of(scores.logSumExp().sub(own).sum().mul(1.0 / input.samples()));
        }

        @Override
        public Optional<Tensor> classScores(Tensor embeddings, Map<String, Tensor> state) {
            return Optional.of(scores(embeddings, state.get("weight")));
        }

        private static Tensor scores(Tensor embeddings, Tensor weight) {
            return embeddings.matMul(weight.transpose());
        }

        @Override
        public Workload workload(BatchProfile batch) {
            return new Workload(0, 0);
        }
    }

    /** The mean squared embedding; and it counts labels in moved state, and sums draws and tuples in diagnostics. */
    private record CountsWhatItIsGiven() implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            return List.of(new LossState.Moved("counts", Shape.of(setting.classes(), 1), Initializer.zero()));
        }

        @Override
        public int drawsPerSample(int samples) {
            return 2;
        }

        @Override
        public LossOutput compute(LossInput input) {
            Tensor x = input.embeddings();
            Tensor counts = input.state("counts");
            Tensor draws = input.draws().orElseThrow();
            Tensor ones = x.full(1, input.samples(), 1);
            LossOutput output = LossOutput.of(x.square().sum().mul(1.0 / input.samples()))
                    .next("counts", counts.add(ones.segmentSum(input.labels(), CLASSES)))
                    .total("draws", draws.sum())
                    .total(
                            "firstDraw",
                            draws.gatherRows(input.labels().range(1)).sum())
                    .mean("countsBefore", counts.sum(), counts.full(CLASSES));
            return input.tuples()
                    .map(tuples -> output.total("tuples", tuples.sum()))
                    .orElse(output);
        }

        @Override
        public Workload workload(BatchProfile batch) {
            return new Workload(0, 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void trainingLowersTheLossAndRepeatsToTheBit(NamedNetwork network) {
        double[] first = losses(request(network.withEmbedding(2)), 60);
        double[] second = losses(request(network.withEmbedding(2)), 60);
        assertThat(second).isEqualTo(first);
        // The deepest network is the last to leave its plateau.
        assertThat(first[59]).isLessThan(0.95 * first[0]);
    }

    private double[] losses(SessionRequest request, int steps) {
        try (TrainingSession session = engine().open(request)) {
            double[] losses = new double[steps];
            for (int i = 0; i < steps; i++) {
                losses[i] = session.step(batch(i % 3, SAMPLES)).loss();
            }
            return losses;
        }
    }

    @Test
    void everyLayerAtOnceRepeatsToTheBit() {
        double[] first = losses(request(everyLayer()), 6);
        assertThat(losses(request(everyLayer()), 6)).isEqualTo(first);
        assertThat(first[5]).isNotEqualTo(first[0]);
    }

    private static NetworkSpec everyLayer() {
        return new NetworkSpec(
                "every layer",
                List.of(
                        new Convolution(4, 3, 1),
                        new BatchNorm(),
                        new PRelu(),
                        new MaxPool(2),
                        new Dropout(0.2),
                        new Flatten(),
                        new Linear(8, true),
                        new Dropout(0.5),
                        new BatchNorm(),
                        new Linear(2, false)));
    }

    @Test
    void sessionStartsFromTheGivenWeightsToTheBit() {
        SessionRequest request = request(everyLayer());
        try (TrainingSession session = engine().open(request)) {
            Weights weights = session.weights();
            assertThat(weights.names())
                    .containsExactlyElementsOf(request.initial().names());
            for (String name : weights.names()) {
                assertThat(weights.get(name).shape())
                        .as(name)
                        .isEqualTo(request.initial().get(name).shape());
                assertThat(weights.get(name).toArray())
                        .as(name)
                        .isEqualTo(request.initial().get(name).toArray());
            }
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
            Weights after = session.weights();
            for (String name : before.names()) {
                assertThat(after.get(name).toArray())
                        .as(name)
                        .isEqualTo(before.get(name).toArray());
            }
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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 1100})
    void anyNumberOfImagesIsEmbedded(int n) {
        try (TrainingSession session = engine().open(request(NamedNetwork.LENET.withEmbedding(2)))) {
            float[] images = batch(0, n).images();
            float[] embeddings = session.embed(images, n);
            assertThat(embeddings).hasSize(2 * n);
            for (int i : new int[] {0, n / 2, n - 1}) {
                if (n > 0) {
                    float[] one = Arrays.copyOfRange(images, i * IMAGE.elements(), (i + 1) * IMAGE.elements());
                    // The batch size may change the order of sums.
                    assertThat(session.embed(one, 1))
                            .containsExactly(Arrays.copyOfRange(embeddings, 2 * i, 2 * i + 2), within(1e-5f));
                }
            }
        }
    }

    @Test
    void embeddingChangesNothing() {
        double[] undisturbed = losses(request(everyLayer()), 3);
        try (TrainingSession session = engine().open(request(everyLayer()))) {
            for (int i = 0; i < 3; i++) {
                session.embed(batch(9, 40).images(), 40);
                assertThat(session.step(batch(i, SAMPLES)).loss()).isEqualTo(undisturbed[i]);
            }
        }
    }

    @Test
    void classifierNamesTheLargestScoreAndTheLowestOfEqualOnes() {
        try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(2)))) {
            Map<String, FloatArray> arrays = new LinkedHashMap<>();
            Weights before = session.weights();
            before.names().forEach(name -> arrays.put(name, before.get(name)));
            arrays.put("loss.scores.weight", FloatArray.of(Shape.of(3, 2), 0, 1, 1, 0, 1, 0));
            session.restore(Weights.of(arrays));
            float[] embeddings = {-1, 2, 3, 1, 0, 0};
            assertThat(session.classify(embeddings, 3).orElseThrow()).containsExactly(0, 1, 0);
            float[] many = new float[2 * 1300];
            many[2 * 1299] = 1;
            int[] classes = session.classify(many, 1300).orElseThrow();
            assertThat(classes).hasSize(1300);
            assertThat(classes[1298]).isZero();
            assertThat(classes[1299]).isEqualTo(1);
        }
    }

    @Test
    void objectiveWithoutAClassifierPredictsNothing() {
        Objective objective = Objective.of("seen", new CountsWhatItIsGiven());
        NetworkPlan plan = NetworkPlan.of(NamedNetwork.MLP.withEmbedding(2), IMAGE);
        try (TrainingSession session = engine().open(SessionRequest.fromSeed(plan, objective, sgd(), CLASSES, 1, 1))) {
            assertThat(session.classify(new float[4], 2)).isEmpty();
        }
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
    void stepsTellHowFarTheEmbeddingsSpreadBeforeTheUpdate() {
        try (TrainingSession session = engine().open(request(NamedNetwork.LENET.withEmbedding(3)))) {
            for (int samples : new int[] {SAMPLES, 7}) {
                TrainingBatch batch = batch(1, samples);
                EmbeddingSpread expected = EmbeddingSpread.of(session.embed(batch.images(), samples), 3);
                EmbeddingSpread spread = session.step(batch).embeddings().orElseThrow();
                assertThat(spread.spread()).isGreaterThan(1e-3);
                // The batch size may change the order of sums.
                assertThat(spread.spread()).isCloseTo(expected.spread(), within(1e-5));
                assertThat(spread.meanNorm()).isCloseTo(expected.meanNorm(), within(1e-5));
            }
        }
    }

    private static TrainingBatch with(TrainingBatch batch, int[][] tuples) {
        return new TrainingBatch(batch.epoch(), batch.step(), batch.images(), batch.labels(), Optional.of(tuples), 1);
    }

    @Test
    void lossesSeeTheStateFromBeforeTheStep() {
        try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(2)))) {
            assertThat(total(session.step(batch(0, SAMPLES)), "countsBefore")).isZero();
            assertThat(total(session.step(batch(1, SAMPLES)), "countsBefore")).isEqualTo(10);
            assertThat(session.weights().get("loss.seen.counts").toArray()).containsExactly(20, 20, 20);
        }
    }

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

        @Override
        public Workload workload(BatchProfile batch) {
            return new Workload(0, 0);
        }
    }

    @Test
    void stateIsReadBeforeItIsReplaced() {
        NetworkPlan plan = NetworkPlan.of(NamedNetwork.LENET.withEmbedding(2), IMAGE);
        Objective objective = Objective.of("sevens", new ReplacedBySevens());
        try (TrainingSession session = engine().open(SessionRequest.fromSeed(plan, objective, sgd(), CLASSES, 1, 1))) {
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

    private static SessionRequest request(NetworkSpec network) {
        return SessionRequest.fromSeed(NetworkPlan.of(network, IMAGE), OBJECTIVE, sgd(), CLASSES, 1, 1);
    }

    private static OptimizerSpec sgd() {
        return new OptimizerSpec.Sgd(0.05, 0.9, 5e-4);
    }

    private static TrainingBatch batch(int step, int samples) {
        RandomStream random = RandomStream.of(2, "images", 0, step);
        float[] images = new float[samples * IMAGE.elements()];
        int[] labels = new int[samples];
        for (int i = 0; i < images.length; i++) {
            labels[i / IMAGE.elements()] = i / IMAGE.elements() % CLASSES;
            images[i] = random.nextFloat() + labels[i / IMAGE.elements()] - 1;
        }
        return new TrainingBatch(0, step, images, labels);
    }
}
