package org.metricloss.experiments.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.core.evaluation.Evaluation;
import org.metricloss.core.evaluation.EvaluationInput;
import org.metricloss.core.evaluation.KMeans;
import org.metricloss.core.evaluation.Measure;
import org.metricloss.core.evaluation.Measures;
import org.metricloss.core.evaluation.QueryGallery;
import org.metricloss.core.evaluation.Silhouette;
import org.metricloss.core.evaluation.Verification;
import org.metricloss.core.random.RandomStream;

/**
 * Measures of n samples against each other, against the time of the matrix product alone, by PyTorch in single precision on the
 * same threads. Both in turns; the median of three rounds' ratios counts; from 50,000 samples on all pairs are compared in one round. All measures of rankings (recall at 1, 2, 4, 8, R-precision,
 * MAP at R, MAP, MRR, 5-NN) in one search; silhouette; k-means, each round against the product of samples and centers; verification.
 * The row {@code gallery} is measured alone: queries, one hundredth of the samples, rank the others.
 */
public final class RetrievalSpeed {
    private static final int DIMENSION = 128;
    private static final int THREADS = 2;
    private static final int ROUNDS = 3;
    /** From so many samples on, one round of all pairs takes a minute: it is the only one, and its start is its warm-up. */
    private static final int MANY_SAMPLES = 50_000;
    /** Numbers of the product at a time: 60,000 by 60,000 at once would take 14 GB. */
    private static final long PRODUCT_VALUES = 600_000_000;

    private static final long PRODUCT_ROWS = 10_000;
    /** Rounds of k-means whose time is taken, beyond the first. */
    private static final int K_MEANS_ROUNDS = 5;

    private static final List<Measure> RANKING = Measures.all().stream()
            .filter(measure -> measure.computation() instanceof Measure.Computation.OfRanking)
            .toList();

    private RetrievalSpeed() {}

    private static String wanted = "";

    /**
     * @param args the number of samples, 10,000 if it is not given; then the beginning of the names of the rows to
     *     measure, all rows but {@code gallery} if it is not given
     */
    public static void main(String[] args) throws Exception {
        int samples = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        wanted = args.length > 1 ? args[1] : "";
        System.out.printf(
                Locale.ROOT,
                "%d x %d, %d threads%n%-42s %11s %11s %7s %10s  %s%n",
                samples,
                DIMENSION,
                THREADS,
                "what",
                "product",
                "measure",
                "ratio",
                "heap peak",
                "value");
        if (wanted.startsWith("gallery")) {
            gallery(samples);
            return;
        }
        int many = Math.max(2, samples / 6);
        Samples few = Samples.draw(samples, 10, 3);
        Samples lone = Samples.draw(samples, many, 1);
        ranking("10 classes, overlapping", few);
        ranking("10 classes, apart", Samples.draw(samples, 10, 0.5));
        ranking("10 classes, collapsed to centers", Samples.draw(samples, 10, 1e-7));
        ranking("100 classes, overlapping", Samples.draw(samples, 100, 5));
        ranking(many + " classes", lone);
        silhouette("10 classes", few);
        silhouette(many + " classes", lone);
        kMeans(few, 10);
        kMeans(lone, many);
        verification("10 classes", few);
        verification("100 classes", Samples.draw(samples, 100, 5));
    }

    private static void ranking(String name, Samples samples) throws Exception {
        EvaluationInput input = new EvaluationInput(
                samples.embeddings(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Distance.EUCLIDEAN,
                1,
                THREADS);
        compare(
                "rankings, " + name,
                samples,
                samples.values(),
                () -> Timed.of(() -> Evaluation.of(input, RANKING).values().get("map")));
    }

    private static void gallery(int gallery) throws Exception {
        int queries = Math.max(1, gallery / 100);
        Samples all = Samples.draw(queries + gallery, Math.max(2, gallery / 100), 1);
        EvaluationInput input = new EvaluationInput(
                all.embeddings(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new QueryGallery(queries, Optional.empty())),
                Distance.EUCLIDEAN,
                1,
                THREADS);
        compare(
                "gallery, %d queries, %d classes".formatted(queries, Math.max(2, gallery / 100)),
                queries,
                all,
                all.values(),
                () -> Timed.of(() -> Evaluation.of(input, RANKING).values().get("map")));
    }

    private static void silhouette(String name, Samples samples) throws Exception {
        compare(
                "silhouette, " + name,
                samples,
                samples.values(),
                () -> Timed.of(() -> Silhouette.of(samples.embeddings(), Distance.EUCLIDEAN, THREADS)
                        .orElseThrow()));
    }

    private static void verification(String name, Samples samples) throws Exception {
        compare(
                "verification, " + name,
                samples,
                samples.values(),
                () -> Timed.of(() -> Verification.ofAllPairs(samples.embeddings(), Distance.EUCLIDEAN, 1, THREADS)
                        .orElseThrow()
                        .rocAuc()));
    }

    /** The time of one round: that of some rounds without that of the first, which the start takes part in. */
    private static void kMeans(Samples samples, int k) throws Exception {
        float[] centers = new float[k * DIMENSION];
        System.arraycopy(samples.values(), 0, centers, 0, centers.length);
        compare("a round of k-means, k = " + k, samples, centers, () -> {
            long[] ends = new long[1 + K_MEANS_ROUNDS];
            KMeans.clusters(
                    samples.embeddings(),
                    k,
                    Distance.EUCLIDEAN,
                    1,
                    THREADS,
                    1 + K_MEANS_ROUNDS,
                    (step, done, of) -> ends[(int) done - 1] = System.nanoTime());
            int steps = 0;
            while (steps < K_MEANS_ROUNDS && ends[steps + 1] > 0) {
                steps++;
            }
            return new Timed((ends[steps] - ends[0]) * 1e-9 / Math.max(1, steps), steps);
        });
    }

    /** A measure's time and value. */
    private record Timed(double seconds, double value) {
        static Timed of(DoubleSupplier measure) {
            long start = System.nanoTime();
            double value = measure.getAsDouble();
            return new Timed((System.nanoTime() - start) * 1e-9, value);
        }
    }

    private static void compare(String name, Samples samples, float[] others, Supplier<Timed> measure)
            throws Exception {
        compare(name, samples.values().length / DIMENSION, samples, others, measure);
    }

    /** @param count how many of the samples, from the first on, are multiplied with the others */
    private static void compare(String name, int count, Samples samples, float[] others, Supplier<Timed> measure)
            throws Exception {
        if (!name.startsWith(wanted)) {
            return;
        }
        int rounds = samples.embeddings().rows() < MANY_SAMPLES || others != samples.values() ? ROUNDS : 1;
        double[] product = new double[rounds];
        double[] seconds = new double[rounds];
        double[] ratio = new double[rounds];
        double value = Double.NaN;
        try (NDManager manager = NDManager.newBaseManager()) {
            JniUtils.setNumThreads(THREADS);
            NDArray rows = manager.create(
                    count * DIMENSION == samples.values().length
                            ? samples.values()
                            : Arrays.copyOf(samples.values(), count * DIMENSION),
                    new Shape(count, DIMENSION));
            NDArray columns = manager.create(others, new Shape(others.length / DIMENSION, DIMENSION));
            System.gc();
            pools(MemoryPoolMXBean::resetPeakUsage);
            // The first of several rounds warms up and is overwritten by the last.
            for (int round = rounds == 1 ? 1 : 0; round <= rounds; round++) {
                int place = round % rounds;
                product[place] = Timing.micros(() -> product(rows, columns)) * 1e-6;
                Timed timed = measure.get();
                value = timed.value();
                seconds[place] = timed.seconds();
                ratio[place] = seconds[place] / product[place];
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-42s %9.3f s %9.3f s %7.2f %6d MiB  %.4f%n",
                name,
                Timing.median(product),
                Timing.median(seconds),
                Timing.median(ratio),
                heapPeakBytes() >> 20,
                value);
    }

    /** In parts, so that products of all pairs need not be held at once. */
    private static void product(NDArray rows, NDArray columns) {
        try (NDArray transposed = columns.transpose()) {
            long n = rows.getShape().get(0);
            long step = Math.max(
                    1,
                    Math.min(PRODUCT_ROWS, PRODUCT_VALUES / columns.getShape().get(0)));
            for (long from = 0; from < n; from += step) {
                try (NDArray part = rows.get(new NDIndex().addSliceDim(from, Math.min(n, from + step)));
                        NDArray product = part.matMul(transposed)) {
                    // Reading one number waits for all of them.
                    product.getFloat(0, 1);
                }
            }
        }
    }

    /** Samples around the centers of classes. */
    private record Samples(float[] values, Embeddings embeddings) {
        static Samples draw(int count, int classes, double spread) {
            float[] values = new float[count * DIMENSION];
            int[] labels = new int[count];
            RetrievalSpeed.draw(values, labels, classes, spread);
            return new Samples(values, Embeddings.of(values, DIMENSION, labels));
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
