package org.metricloss.experiments.benchmark;

import static org.metricloss.experiments.benchmark.Timing.median;
import static org.metricloss.experiments.benchmark.Timing.micros;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.random.RandomStream;

/**
 * What a session adds to a training step of {@code resnet8}: softmax on noise of 3 x 32 x 32, batch 128, 2 threads, once
 * through the session on DJL and once with DJL's own blocks, loss, optimizer and trainer. Both in one process, in turns; the
 * medians of the steps are compared. The direct step does not read its loss; the session does. The session on TensorFlow
 * follows. {@code experiments/src/test/python/train_step.py} times the same step in PyTorch.
 */
public final class ResidualStepOverhead {
    private static final int BATCH = 128;
    private static final int CLASSES = 10;
    private static final int EMBEDDING = 64;
    private static final int STEPS = 60;
    private static final int WARM_UP = 8;
    private static final org.metricloss.core.array.Shape IMAGE = org.metricloss.core.array.Shape.of(3, 32, 32);
    private static final OptimizerSpec.Sgd SGD = new OptimizerSpec.Sgd(0.01, 0.9, 5e-4);

    private ResidualStepOverhead() {}

    /** @param args none */
    public static void main(String[] args) throws Exception {
        float[] images = new float[BATCH * IMAGE.elements()];
        int[] labels = new int[BATCH];
        RandomStream random = RandomStream.of(1, "images");
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < BATCH; i++) {
            labels[i] = i % CLASSES;
        }
        Objective softmax =
                Objective.of("softmax", LossProvider.all().get("softmax").create(Parameters.of(Map.of())));
        NetworkPlan plan = NetworkPlan.of(NamedNetwork.RESNET8.withEmbedding(EMBEDDING), IMAGE);
        SessionRequest request = SessionRequest.fromSeed(plan, softmax, SGD, CLASSES, 1, 2);
        try (TrainingSession session = Engine.all().get("djl").open(request);
                Direct direct = new Direct(images, labels)) {
            double[] harness = new double[STEPS];
            double[] plain = new double[STEPS];
            for (int step = -WARM_UP; step < STEPS; step++) {
                int number = step + WARM_UP;
                double own = micros(() -> session.step(new TrainingBatch(0, number, images, labels)));
                double theirs = micros(direct::step);
                if (step >= 0) {
                    harness[step] = own;
                    plain[step] = theirs;
                }
            }
            double[] differences = new double[STEPS];
            Arrays.setAll(differences, step -> harness[step] - plain[step]);
            System.out.printf(
                    Locale.ROOT,
                    "resnet8 on 3 x 32 x 32, softmax, batch %d, 2 threads: %d steps each, in turns; medians%n"
                            + "direct DJL   %9.1f us per step%n"
                            + "MetricLoss   %9.1f us per step (%.3f times)%n"
                            + "difference   %9.1f us per step (%.2f%%), the median of the pairs%n",
                    BATCH,
                    STEPS,
                    median(plain),
                    median(harness),
                    median(harness) / median(plain),
                    median(differences),
                    100 * median(differences) / median(plain));
        }
        try (TrainingSession session = Engine.all().get("tensorflow").open(request)) {
            double[] micros = new double[STEPS];
            for (int step = -WARM_UP; step < STEPS; step++) {
                int number = step + WARM_UP;
                double own = micros(() -> session.step(new TrainingBatch(0, number, images, labels)));
                if (step >= 0) {
                    micros[step] = own;
                }
            }
            System.out.printf(Locale.ROOT, "on TensorFlow%9.1f us per step%n", median(micros));
        }
    }

    /** The same network, loss and optimizer as a user of DJL alone would write them. */
    private static final class Direct implements AutoCloseable {
        private final Model model = Model.newInstance("direct", "PyTorch");
        private final Trainer trainer;
        private final Loss loss = Loss.softmaxCrossEntropyLoss();
        private final float[] images;
        private final float[] labels = new float[BATCH];

        Direct(float[] images, int[] classes) {
            this.images = images;
            for (int i = 0; i < BATCH; i++) {
                labels[i] = classes[i];
            }
            model.setBlock(new SequentialBlock()
                    .add(convolution(16, 3, 1))
                    .add(norm())
                    .add(Activation::relu)
                    .add(residual(16, 1))
                    .add(Activation::relu)
                    .add(residual(32, 2))
                    .add(Activation::relu)
                    .add(residual(64, 2))
                    .add(Activation::relu)
                    .add(Pool.globalAvgPool2dBlock())
                    .add(Blocks.batchFlattenBlock())
                    .add(Linear.builder().setUnits(EMBEDDING).build())
                    .add(Linear.builder().setUnits(CLASSES).build()));
            Optimizer sgd = Optimizer.sgd()
                    .setLearningRateTracker(Tracker.fixed((float) SGD.learningRate()))
                    .optMomentum((float) SGD.momentum())
                    .optWeightDecays((float) SGD.weightDecay())
                    .build();
            trainer = model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(sgd));
            trainer.initialize(new Shape(BATCH, 3, 32, 32));
            // The optimizer makes its momentum in the first step: outside of a scope, which would close it.
            compute(trainer.getManager());
        }

        private static Block residual(int channels, int stride) {
            SequentialBlock body = new SequentialBlock()
                    .add(convolution(channels, 3, stride))
                    .add(norm())
                    .add(Activation::relu)
                    .add(convolution(channels, 3, 1))
                    .add(norm());
            SequentialBlock shortcut = stride == 1
                    ? new SequentialBlock().add(Blocks.identityBlock())
                    : new SequentialBlock()
                            .add(convolution(channels, 1, stride))
                            .add(norm());
            return new ParallelBlock(
                    lists -> new NDList(lists.get(0).head().add(lists.get(1).head())), List.of(body, shortcut));
        }

        private static Block convolution(int channels, int kernel, int stride) {
            return Conv2d.builder()
                    .setKernelShape(new Shape(kernel, kernel))
                    .setFilters(channels)
                    .optStride(new Shape(stride, stride))
                    .optPadding(new Shape(kernel / 2, kernel / 2))
                    .optBias(false)
                    .build();
        }

        private static Block norm() {
            return BatchNorm.builder().build();
        }

        void step() {
            try (NDScope scope = new NDScope();
                    NDManager manager = trainer.getManager().newSubManager()) {
                scope.suppressNotUsedWarning();
                compute(manager);
            }
        }

        private void compute(NDManager manager) {
            NDList batch = new NDList(manager.create(images, new Shape(BATCH, 3, 32, 32)));
            NDList classes = new NDList(manager.create(labels));
            try (GradientCollector collector = trainer.newGradientCollector()) {
                collector.backward(loss.evaluate(classes, trainer.forward(batch)));
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
