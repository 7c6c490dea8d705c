package org.metricloss.experiments.benchmark;

import static org.metricloss.experiments.benchmark.Timing.median;
import static org.metricloss.experiments.benchmark.Timing.micros;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metricloss.core.data.BatchPlan;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ShuffledBatches;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.training.EpochTotals;
import org.metricloss.experiments.training.Stopwatch;
import org.metricloss.experiments.training.TrainingLoop;

/**
 * What the harness adds to a training step: softmax on {@code mlp} and digits, batch 128, once through the training loop
 * and once with DJL's own blocks, loss, optimizer and trainer. Both in one process, in turns; the medians of the rounds
 * are compared. The direct step neither reads its loss nor gathers its batch (that is done beforehand); the harness
 * does both.
 */
public final class StepOverhead {
    private static final int BATCH = 128;
    private static final int EMBEDDING = 64;
    private static final int ROUNDS = 41;
    private static final int EPOCHS_PER_ROUND = 10;
    private static final OptimizerSpec.Sgd SGD = new OptimizerSpec.Sgd(0.01, 0.9, 5e-4);

    private StepOverhead() {}

    /** @param args the number of threads; 2 if left out */
    public static void main(String[] args) throws Exception {
        int threads = args.length > 0 ? Integer.parseInt(args[0]) : 2;
        Dataset digits = Datasets.ofEnvironment().open(DatasetSettings.of("digits"), 1);
        Engine engine = Engine.all().get("djl");
        Objective softmax =
                Objective.of("softmax", LossProvider.all().get("softmax").create(Parameters.of(Map.of())));
        NetworkPlan plan = NetworkPlan.of(NamedNetwork.MLP.withEmbedding(EMBEDDING), digits.inputShape());
        SessionRequest request = SessionRequest.fromSeed(plan, softmax, SGD, digits.classCount(), 1, threads);
        try (TrainingSession session = engine.open(request);
                Direct direct = new Direct(digits)) {
            TrainingLoop loop =
                    new TrainingLoop(session, digits.train(), digits.scaling(), new ShuffledBatches(BATCH), 1);
            int steps = new ShuffledBatches(BATCH).stepsPerEpoch(digits.train()) * EPOCHS_PER_ROUND;
            double[] harnessMicros = new double[ROUNDS];
            double[] directMicros = new double[ROUNDS];
            for (int round = -5; round < ROUNDS; round++) {
                double harness = micros(() -> harnessRound(loop)) / steps;
                double plain = micros(direct::round) / steps;
                if (round >= 0) {
                    harnessMicros[round] = harness;
                    directMicros[round] = plain;
                }
            }
            report(threads, steps, harnessMicros, directMicros);
        }
    }

    private static void harnessRound(TrainingLoop loop) throws Exception {
        Stopwatch watch = new Stopwatch();
        watch.start();
        EpochTotals totals = new EpochTotals();
        for (int epoch = 0; epoch < EPOCHS_PER_ROUND; epoch++) {
            loop.epoch(epoch, watch, loss -> {}, totals);
        }
    }

    private static void report(int threads, int steps, double[] harness, double[] direct) {
        double[] differences = new double[ROUNDS];
        Arrays.setAll(differences, i -> harness[i] - direct[i]);
        System.out.printf(
                Locale.ROOT,
                "mlp on digits, softmax, batch %d, %d threads: %d rounds of %d steps each, in turns; medians%n"
                        + "direct DJL   %7.1f us per step%n"
                        + "MetricLoss   %7.1f us per step (%.2f times)%n"
                        + "difference   %7.1f us per step (rounds from %.1f to %.1f)%n"
                        + "least of the rounds: %.1f us and %.1f us, difference %.1f us%n",
                BATCH,
                threads,
                ROUNDS,
                steps,
                median(direct),
                median(harness),
                median(harness) / median(direct),
                median(differences),
                Arrays.stream(differences).min().orElseThrow(),
                Arrays.stream(differences).max().orElseThrow(),
                least(direct),
                least(harness),
                least(harness) - least(direct));
    }

    private static double least(double[] micros) {
        return Arrays.stream(micros).min().orElseThrow();
    }

    /** The same network, loss and optimizer as a user of DJL alone would write them. */
    private static final class Direct implements AutoCloseable {
        private record HostBatch(float[] images, float[] labels) {}

        private final Model model = Model.newInstance("direct", "PyTorch");
        private final Trainer trainer;
        private final Loss loss = Loss.softmaxCrossEntropyLoss();
        private final List<HostBatch> batches = new ArrayList<>();
        private final int pixels;

        Direct(Dataset data) {
            pixels = data.inputShape().elements();
            model.setBlock(new SequentialBlock()
                    .add(Blocks.batchFlattenBlock(pixels))
                    .add(Linear.builder().setUnits(128).build())
                    .add(Activation::relu)
                    .add(Linear.builder().setUnits(EMBEDDING).build())
                    .add(Linear.builder().setUnits(data.classCount()).build()));
            Optimizer sgd = Optimizer.sgd()
                    .setLearningRateTracker(Tracker.fixed((float) SGD.learningRate()))
                    .optMomentum((float) SGD.momentum())
                    .optWeightDecays((float) SGD.weightDecay())
                    .build();
            trainer = model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(sgd));
            trainer.initialize(new Shape(BATCH, pixels));
            for (BatchPlan batch : new ShuffledBatches(BATCH).epoch(data.train(), 1, 0)) {
                float[] images = new float[batch.size() * pixels];
                data.train().copy(batch.indices(), data.scaling(), images);
                int[] classes = data.train().labels(batch.indices());
                float[] labels = new float[classes.length];
                for (int i = 0; i < labels.length; i++) {
                    labels[i] = classes[i];
                }
                batches.add(new HostBatch(images, labels));
            }
            // The optimizer makes its momentum in the first step: outside of a scope, which would close it.
            compute(trainer.getManager(), batches.get(0));
        }

        void round() {
            for (int epoch = 0; epoch < EPOCHS_PER_ROUND; epoch++) {
                batches.forEach(this::step);
            }
        }

        private void step(HostBatch batch) {
            try (NDScope scope = new NDScope();
                    NDManager manager = trainer.getManager().newSubManager()) {
                scope.suppressNotUsedWarning();
                compute(manager, batch);
            }
        }

        private void compute(NDManager manager, HostBatch batch) {
            NDList images = new NDList(manager.create(batch.images, new Shape(batch.labels.length, pixels)));
            NDList labels = new NDList(manager.create(batch.labels));
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList scores = trainer.forward(images);
                collector.backward(loss.evaluate(labels, scores));
            }
            trainer.step();
        }

        @Override
        public void close() {
            trainer.close();
            model.close();
        }
    }
}
