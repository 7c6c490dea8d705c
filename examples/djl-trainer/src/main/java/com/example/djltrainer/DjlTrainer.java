package com.example.djltrainer;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.evaluation.Evaluation;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Parameters;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.Datasets;
import org.metricloss.engine.djl.DjlLossBlock;

/** Trains a network on handwritten digits with three losses of MetricLoss, in DJL's own training loop. */
public final class DjlTrainer {
    private static final int PIXELS = 64;
    private static final int DIMENSION = 16;
    private static final LossSetting SETTING = new LossSetting(10, DIMENSION);

    private DjlTrainer() {}

    public static void main(String[] arguments) throws Exception {
        Dataset digits = Datasets.ofEnvironment().open(DatasetSettings.of("digits"), 1);
        for (Objective objective : List.of(
                new Objective("triplet", List.of(term("triplet", 1))),
                new Objective("softmax+center", List.of(term("softmax", 1), term("center", 0.05))),
                new Objective("arcface", List.of(term("arcface", 1))))) {
            System.out.printf("%s: recall@1 %.3f%n", objective.name(), recallAfterTraining(objective, digits));
        }
    }

    private static Objective.Term term(String id, double weight) {
        return new Objective.Term(id, weight, LossProvider.all().get(id).create(Parameters.of(Map.of())));
    }

    private static double recallAfterTraining(Objective objective, Dataset digits) throws Exception {
        try (Model model = Model.newInstance("digits")) {
            model.getNDManager().getEngine().setRandomSeed(1);
            NDManager manager = model.getNDManager();
            Block network = new SequentialBlock()
                    .add(Linear.builder().setUnits(64).build())
                    .add(Activation.reluBlock())
                    .add(Linear.builder().setUnits(DIMENSION).build());
            DjlLossBlock block = DjlLossBlock.of(network, objective, SETTING, 1);
            model.setBlock(block);
            DefaultTrainingConfig config = new DefaultTrainingConfig(block.loss())
                    .optOptimizer(Optimizer.adam()
                            .optLearningRateTracker(block.learningRate(Tracker.fixed(0.003f)))
                            .build())
                    .addTrainingListeners(TrainingListener.Defaults.basic());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(1, PIXELS));
                ArrayDataset training = new ArrayDataset.Builder()
                        .setData(images(manager, digits, digits.train()))
                        .optLabels(manager.create(digits.train().labels()))
                        .setSampling(64, true)
                        .build();
                EasyTrain.fit(trainer, 5, training, null);
                NDArray embeddings = trainer.evaluate(new NDList(images(manager, digits, digits.test()))).head();
                float[][] rows = IntStream.range(0, digits.test().size())
                        .mapToObj(row -> embeddings.get(row).toFloatArray())
                        .toArray(float[][]::new);
                return Evaluation.of(rows, digits.test().labels()).value("recallAt1").orElseThrow();
            }
        }
    }

    private static NDArray images(NDManager manager, Dataset digits, SampleSet images) {
        float[] pixels = new float[images.size() * PIXELS];
        images.copy(IntStream.range(0, images.size()).toArray(), digits.scaling(), pixels);
        return manager.create(pixels, new Shape(images.size(), PIXELS));
    }
}
