package org.metricloss.experiments.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metricloss.core.augment.Affine;
import org.metricloss.core.augment.Augmentation;
import org.metricloss.core.augment.Brightness;
import org.metricloss.core.augment.Contrast;
import org.metricloss.core.augment.Crop;
import org.metricloss.core.augment.Erase;
import org.metricloss.core.augment.Flip;
import org.metricloss.core.augment.ResizedCrop;
import org.metricloss.core.augment.Saturation;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.ImageShape;
import org.metricloss.core.data.InputScaling;
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
import org.metricloss.core.random.RandomStream;
import org.metricloss.experiments.training.EpochTotals;
import org.metricloss.experiments.training.Stopwatch;
import org.metricloss.experiments.training.TrainingLoop;
import org.metricloss.results.training.record.PhaseSeconds;

/**
 * How long a training step waits for its batch: colour images of 32 x 32, every kind of augmentation, batch 128, two threads of
 * the engine. The wait is compared with the wall time of training.
 */
public final class LoadingSpeed {
    private static final int IMAGES = 2560;
    private static final int BATCH = 128;
    private static final int EMBEDDING = 64;
    private static final Augmentation ALL = new Augmentation(List.of(
            new Flip(Flip.Direction.HORIZONTAL, Flip.STANDARD_P),
            new Crop(4, 0),
            ResizedCrop.STANDARD,
            new Affine(15, List.of(0.1, 0.1), List.of(0.9, 1.1), 0, 0),
            Erase.STANDARD,
            new Brightness(0.4),
            new Contrast(0.4),
            new Saturation(0.4)));

    private LoadingSpeed() {}

    /** @param args the engine and the network; djl and lenet++ if left out */
    public static void main(String[] args) throws Exception {
        String engine = args.length > 0 ? args[0] : "djl";
        String network = args.length > 1 ? args[1] : "lenet++";
        ImageSet images = images();
        Objective triplet =
                Objective.of("triplet", LossProvider.all().get("triplet").create(Parameters.of(Map.of())));
        NetworkPlan plan = NetworkPlan.of(
                NamedNetwork.of(network).withEmbedding(EMBEDDING),
                images.shape().toShape());
        SessionRequest request =
                SessionRequest.fromSeed(plan, triplet, new OptimizerSpec.Sgd(0.01, 0.9, 0), images.classCount(), 1, 2);
        try (TrainingSession session = Engine.all().get(engine).open(request)) {
            for (Augmentation augmentation : List.of(Augmentation.NONE, ALL, Augmentation.NONE, ALL)) {
                TrainingLoop loop = TrainingLoop.augmented(
                        session, images, InputScaling.of(127.5, 128), new ShuffledBatches(BATCH), augmentation, 1);
                Stopwatch watch = new Stopwatch();
                watch.start();
                loop.epoch(0, watch, loss -> {}, new EpochTotals());
                report(engine, network, augmentation, watch.seconds());
            }
        }
    }

    private static void report(String engine, String network, Augmentation augmentation, PhaseSeconds seconds) {
        int steps = IMAGES / BATCH;
        System.out.printf(
                Locale.ROOT,
                "%s, %s, %s: step %.1f ms, wait %.2f ms (%.1f%% of the time), work of the threads %.1f ms%n",
                engine,
                network,
                augmentation.isNone() ? "no augmentation  " : "full augmentation",
                1000 * seconds.step() / steps,
                1000 * seconds.data() / steps,
                100 * seconds.data() / seconds.training(),
                1000 * seconds.preparation().orElse(0.0) / steps);
    }

    private static ImageSet images() {
        ImageShape shape = new ImageShape(3, 32, 32);
        RandomStream random = RandomStream.of(1, "images");
        byte[] pixels = new byte[IMAGES * shape.values()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        int[] labels = new int[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            labels[i] = i % 10;
        }
        List<String> names = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        return ImageSet.of(shape, ImageSet.MAX_PIXEL, names, pixels, labels);
    }
}
