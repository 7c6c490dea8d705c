package org.metricloss.experiments.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.random.RandomStream;
import org.metricloss.engine.djl.DjlLossBlock;

/** A loss in {@link EasyTrain#fit}, beside a session of the harness. */
class DjlLossBlockTest {
    private static final int CLASSES = 3;
    private static final int SIDE = 4;
    private static final int BATCH = 8;
    private static final int SAMPLES = 3 * BATCH;
    private static final int EPOCHS = 2;
    private static final LossSetting SETTING = new LossSetting(CLASSES, 2);
    private static final Shape INPUT = new Shape(BATCH, 1, SIDE, SIDE);

    private static final Objective OBJECTIVE = new Objective(
            "softmax+center",
            List.of(
                    new Objective.Term("softmax", 1, loss("softmax", Map.of())),
                    new Objective.Term("center", 0.5, loss("center", Map.of()))));

    @Test
    void fitTrainsAsTheHarnessDoes() throws Exception {
        float[] images = images();
        int[] labels = labels();
        try (Model model = Model.newInstance("own");
                NDManager manager = NDManager.newBaseManager()) {
            DjlLossBlock block = block(OBJECTIVE, 1);
            model.setBlock(block);
            ArrayDataset data = data(manager, images, labels);
            try (Trainer trainer = trainer(model, block);
                    TrainingSession session = session(block)) {
                assertThat(block.getDirectParameters().get("center.centers").requiresGradient())
                        .isFalse();
                requireClose(block, session.weights(), 0);
                EasyTrain.fit(trainer, EPOCHS, data, data);
                double sum = 0;
                for (int epoch = 0; epoch < EPOCHS; epoch++) {
                    sum = 0;
                    for (int step = 0; step < 3; step++) {
                        sum += session.step(batch(epoch, step, images, labels)).loss();
                    }
                }
                requireClose(block, session.weights(), 2e-6f);
                assertThat(block.getDirectParameters().get("steps").getArray().toLongArray())
                        .containsExactly(EPOCHS * 3);
                assertThat((double) trainer.getTrainingResult().getTrainEvaluation("softmax+center"))
                        .as("the training loss that DJL reports, computed before the state moved")
                        .isCloseTo(sum / 3, within(1e-5));
                assertThat(trainer.getTrainingResult().getValidateEvaluation("softmax+center"))
                        .isBetween(0.001f, (float) (sum / 3));
            }
        }
    }

    @Test
    void savedModelKeepsTheStateOfTheLoss(@TempDir Path folder) throws Exception {
        float[] centers;
        try (Model model = Model.newInstance("own");
                NDManager manager = NDManager.newBaseManager()) {
            DjlLossBlock block = block(OBJECTIVE, 1);
            model.setBlock(block);
            try (Trainer trainer = trainer(model, block)) {
                EasyTrain.fit(trainer, 1, data(manager, images(), labels()), null);
                model.save(folder, "own");
                centers = state(block, "center.centers");
                assertThat(centers).doesNotContain(0);
            }
        }
        try (Model model = Model.newInstance("own")) {
            DjlLossBlock block = block(OBJECTIVE, 2);
            model.setBlock(block);
            model.load(folder, "own");
            assertThat(state(block, "center.centers")).isEqualTo(centers);
            assertThat(block.getDirectParameters().get("steps").getArray().toLongArray())
                    .containsExactly(3);
        }
        try (Model model = Model.newInstance("own")) {
            model.setBlock(block(Objective.of("center", loss("center", Map.of())), 2));
            assertThatThrownBy(() -> model.load(folder, "own"))
                    .isInstanceOf(MalformedModelException.class)
                    .hasMessageContaining("softmax.weight");
        }
    }

    @Test
    void learningRateFollowsTheFactorsOfTheLoss() {
        MetricLoss loss = loss("proxy-anchor", Map.of());
        DjlLossBlock block = DjlLossBlock.of(Blocks.identityBlock(), Objective.of("proxy-anchor", loss), SETTING, 1);
        List<Float> rates = new ArrayList<>();
        block.getDirectParameters()
                .forEach(each -> rates.add(block.learningRate(Tracker.fixed(0.5f))
                        .getNewValue(each.getValue().getId(), 1)));
        double factor = loss.state(SETTING).stream()
                .filter(org.metricloss.core.loss.LossState.Learned.class::isInstance)
                .mapToDouble(state -> ((org.metricloss.core.loss.LossState.Learned) state).learningRateFactor())
                .findFirst()
                .orElseThrow();
        assertThat(factor).isNotEqualTo(1);
        assertThat(rates).containsExactly((float) (0.5 * factor), 0.5f);
    }

    @Test
    void wrongLabelsAndEmbeddingsAreRefused() {
        DjlLossBlock block = DjlLossBlock.of(Blocks.identityBlock(), OBJECTIVE, SETTING, 1);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.zeros(new Shape(2, 2));
            assertThatThrownBy(() ->
                            block.loss().evaluate(new NDList(manager.create(new float[] {0, 3})), new NDList(x)))
                    .hasMessage("labels must be whole numbers in [0, 3), got 3.0 in row 1");
            assertThatThrownBy(() ->
                            block.loss().evaluate(new NDList(manager.create(new float[] {0, 0.5f})), new NDList(x)))
                    .hasMessage("labels must be whole numbers in [0, 3), got 0.5 in row 1");
            assertThatThrownBy(() -> block.loss().evaluate(new NDList(manager.create(new int[] {0})), new NDList(x)))
                    .hasMessage("there must be one label per embedding, got 1 for 2");
            assertThatThrownBy(() -> block.loss()
                            .evaluate(
                                    new NDList(manager.create(new int[] {0, 1})),
                                    new NDList(manager.zeros(new Shape(2, 5)))))
                    .hasMessage("predictions must be embeddings (m, 2), got [(2, 5)]");
            assertThatThrownBy(() -> block.loss()
                            .evaluate(
                                    new NDList(manager.create(new int[] {0, 1}), manager.create(new int[] {0, 1})),
                                    new NDList(x)))
                    .hasMessage("labels must be one array, the classes, got 2 arrays");
            assertThatThrownBy(() -> block.initialize(manager, ai.djl.ndarray.types.DataType.FLOAT32, new Shape(8, 5)))
                    .hasMessage("the network must give embeddings (m, 2), but gives (8, 5) for (8, 5)");
        }
    }

    private static MetricLoss loss(String id, Map<String, ?> parameters) {
        return LossProvider.all().get(id).create(Parameters.of(parameters));
    }

    private static DjlLossBlock block(Objective objective, long seed) {
        Block network = new SequentialBlock()
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(SETTING.dimension()).build());
        return DjlLossBlock.of(network, objective, SETTING, seed);
    }

    private static Trainer trainer(Model model, DjlLossBlock block) {
        Trainer trainer = model.newTrainer(new DefaultTrainingConfig(block.loss())
                .optOptimizer(Optimizer.sgd()
                        .setLearningRateTracker(block.learningRate(Tracker.fixed(0.05f)))
                        .optMomentum(0.9f)
                        .build())
                .addTrainingListeners(TrainingListener.Defaults.basic()));
        trainer.initialize(INPUT);
        return trainer;
    }

    private static ArrayDataset data(NDManager manager, float[] images, int[] labels) {
        return new ArrayDataset.Builder()
                .setData(manager.create(images, new Shape(SAMPLES, 1, SIDE, SIDE)))
                .optLabels(manager.create(labels))
                .setSampling(BATCH, false)
                .build();
    }

    /** {@return a session of the harness that starts from the block's network and from the same seed} */
    private static TrainingSession session(DjlLossBlock block) {
        NetworkPlan plan = NetworkPlan.of(
                new NetworkSpec("linear", List.of(new Layer.Flatten(), new Layer.Linear(SETTING.dimension(), true))),
                org.metricloss.core.array.Shape.of(1, SIDE, SIDE));
        Weights weights = Weights.initial(plan, OBJECTIVE, CLASSES, 1);
        for (int i = 0; i < 2; i++) {
            weights = weights.with(
                    Weights.networkName(plan.parameters().get(i).name()),
                    FloatArray.of(
                            plan.parameters().get(i).shape(),
                            block.network()
                                    .getParameters()
                                    .valueAt(i)
                                    .getArray()
                                    .toFloatArray()));
        }
        return Engine.all()
                .get("djl")
                .open(new SessionRequest(plan, OBJECTIVE, new OptimizerSpec.Sgd(0.05, 0.9, 0), CLASSES, weights, 1, 1));
    }

    private static void requireClose(DjlLossBlock block, Weights weights, float tolerance) {
        for (String state : OBJECTIVE.state(SETTING).keySet()) {
            assertThat(state(block, state))
                    .as(state)
                    .containsExactly(weights.get(Weights.lossName(state)).toArray(), within(tolerance));
        }
    }

    private static float[] state(DjlLossBlock block, String name) {
        return block.getDirectParameters().get(name).getArray().toFloatArray();
    }

    private static TrainingBatch batch(int epoch, int step, float[] images, int[] labels) {
        int pixels = SIDE * SIDE;
        return new TrainingBatch(
                epoch,
                step,
                Arrays.copyOfRange(images, step * BATCH * pixels, (step + 1) * BATCH * pixels),
                Arrays.copyOfRange(labels, step * BATCH, (step + 1) * BATCH));
    }

    private static int[] labels() {
        int[] labels = new int[SAMPLES];
        Arrays.setAll(labels, i -> i % CLASSES);
        return labels;
    }

    private static float[] images() {
        RandomStream random = RandomStream.of(2, "images");
        float[] images = new float[SAMPLES * SIDE * SIDE];
        for (int i = 0; i < images.length; i++) {
            images[i] = random.nextFloat() + i / (SIDE * SIDE) % CLASSES - 1;
        }
        return images;
    }
}
