package org.metricloss.experiments.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.metricloss.core.evaluation.AveragePrecisionAtR;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.core.evaluation.NeighbourVote;
import org.metricloss.core.evaluation.RankingMeasure;
import org.metricloss.core.evaluation.RecallAt;
import org.metricloss.core.evaluation.Retrieval;
import org.metricloss.core.evaluation.Silhouette;
import org.metricloss.core.evaluation.Verification;
import org.metricloss.core.random.RandomStream;

/**
 * Recall@1 and @8, MAP@R and 5-NN accuracy of n samples against each other, in one search, against the time of the matrix
 * product alone, by PyTorch in single precision on the same threads. Both in turns; the median of the rounds' ratios counts.
 * Then verification over all pairs and the silhouette of the same samples, likewise.
 */
public final class RetrievalSpeed {
    private static final int DIMENSION = 128;
    private static final int THREADS = 2;
    private static final int ROUNDS = 9;
    /** Of what takes longer. */
    private static final int FEW_ROUNDS = 3;

    private static final List<RankingMeasure> MEASURES =
            List.of(new RecallAt(1), new RecallAt(8), new AveragePrecisionAtR(), new NeighbourVote(5));

    private RetrievalSpeed() {}

    /** @param args the number of samples, 10,000 where it is not given */
    public static void main(String[] args) throws Exception {
        int samples = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        System.out.printf(
                Locale.ROOT,
                "%d x %d x %d, %d threads, medians of %d rounds%n%-34s %11s %11s %7s %10s  %s%n",
                samples,
                samples,
                DIMENSION,
                THREADS,
                ROUNDS,
                "samples",
                "product",
                "measures",
                "ratio",
                "heap peak",
                "values");
        compare("100 classes, apart", samples, 100, 1);
        compare("100 classes, overlapping", samples, 100, 5);
        compare("10 classes, apart", samples, 10, 0.5);
        compare("10 classes, overlapping", samples, 10, 3);
        compare("10 classes, collapsed to centers", samples, 10, 1e-7);
        allPairs(samples, 100, 5);
        allPairs(samples, 10, 3);
    }

    private static void allPairs(int samples, int classes, double spread) throws Exception {
        float[] values = new float[samples * DIMENSION];
        int[] labels = new int[samples];
        draw(values, labels, classes, spread);
        Embeddings embeddings = Embeddings.of(values, DIMENSION, labels);
        time(
                "verification, %d classes".formatted(classes),
                values,
                () -> Verification.ofAllPairs(embeddings, Distance.EUCLIDEAN, 1, THREADS)
                        .orElseThrow()
                        .rocAuc());
        time(
                "silhouette, %d classes".formatted(classes),
                values,
                () -> Silhouette.of(embeddings, Distance.EUCLIDEAN, THREADS).orElseThrow());
    }

    private static void time(String name, float[] values, DoubleSupplier measure) throws Exception {
        double[] product = new double[FEW_ROUNDS];
        double[] seconds = new double[FEW_ROUNDS];
        double[] ratio = new double[FEW_ROUNDS];
        double value = Double.NaN;
        try (NDManager manager = NDManager.newBaseManager()) {
            JniUtils.setNumThreads(THREADS);
            NDArray rows = manager.create(values, new Shape(values.length / DIMENSION, DIMENSION));
            System.gc();
            pools(MemoryPoolMXBean::resetPeakUsage);
            for (int round = 0; round <= FEW_ROUNDS; round++) {
                int place = round % FEW_ROUNDS;
                product[place] = Timing.micros(() -> product(rows)) * 1e-6;
                long start = System.nanoTime();
                value = measure.getAsDouble();
                seconds[place] = (System.nanoTime() - start) * 1e-9;
                ratio[place] = seconds[place] / product[place];
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-34s %9.3f s %9.3f s %7.2f %6d MiB  %.4f%n",
                name,
                Timing.median(product),
                Timing.median(seconds),
                Timing.median(ratio),
                heapPeakBytes() >> 20,
                value);
    }

    private static void compare(String name, int samples, int classes, double spread) throws Exception {
        float[] values = new float[samples * DIMENSION];
        int[] labels = new int[samples];
        draw(values, labels, classes, spread);
        Embeddings embeddings = Embeddings.of(values, DIMENSION, labels);
        double[] product = new double[ROUNDS];
        double[] measures = new double[ROUNDS];
        double[] ratio = new double[ROUNDS];
        List<OptionalDouble> found = List.of();
        try (NDManager manager = NDManager.newBaseManager()) {
            JniUtils.setNumThreads(THREADS);
            NDArray rows = manager.create(values, new Shape(samples, DIMENSION));
            System.gc();
            pools(MemoryPoolMXBean::resetPeakUsage);
            // The first round warms up and is overwritten by the last.
            for (int round = 0; round <= ROUNDS; round++) {
                int place = round % ROUNDS;
                product[place] = Timing.micros(() -> product(rows)) * 1e-6;
                long start = System.nanoTime();
                found = Retrieval.leaveOneOut(embeddings, Distance.EUCLIDEAN, THREADS)
                        .means(MEASURES);
                measures[place] = (System.nanoTime() - start) * 1e-9;
                ratio[place] = measures[place] / product[place];
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-34s %9.3f s %9.3f s %7.2f %6d MiB  %s%n",
                name,
                Timing.median(product),
                Timing.median(measures),
                Timing.median(ratio),
                heapPeakBytes() >> 20,
                String.join(
                        " ",
                        found.stream()
                                .map(value -> String.format(Locale.ROOT, "%.4f", value.orElse(Double.NaN)))
                                .toList()));
    }

    private static void product(NDArray rows) {
        try (NDArray transposed = rows.transpose();
                NDArray product = rows.matMul(transposed)) {
            // Reading one number waits for all of them.
            product.getFloat(1, 1);
        }
    }

    private static void draw(float[] values, int[] labels, int classes, double spread) {
        RandomStream random = RandomStream.of(1, "retrieval-speed");
        float[] centers = new float[classes * DIMENSION];
        for (int i = 0; i < centers.length; i++) {
            centers[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextInt(classes);
            for (int k = 0; k < DIMENSION; k++) {
                values[i * DIMENSION + k] =
                        (float) (centers[labels[i] * DIMENSION + k] + spread * random.nextGaussian());
            }
        }
    }

    private static long heapPeakBytes() {
        long[] bytes = new long[1];
        pools(pool -> bytes[0] += pool.getPeakUsage().getUsed());
        return bytes[0];
    }

    private static void pools(Consumer<MemoryPoolMXBean> action) {
        ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .forEach(action);
    }
}
