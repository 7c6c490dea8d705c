package org.metricloss.experiments.benchmark;

import static org.metricloss.experiments.benchmark.Timing.median;
import static org.metricloss.experiments.benchmark.Timing.micros;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.metricloss.core.engine.Device;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.PreparedLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.experiments.work.ClassPath;
import org.metricloss.experiments.work.EngineEnvironment;

/**
 * How near the losses come to what the hardware allows: value and gradient of the embeddings, float32, d = 128, 2 threads, each
 * beside its floor in turns in one process of its own, medians. On return from a run the device has computed everything, so a GPU is
 * synchronised before each clock read. Arguments: the engine's id, with a device such as {@code djl@gpu:1} if it is not the processor,
 * and optionally names of rows.
 */
public final class LossSpeed {
    private static final int DIMENSION = 128;
    private static final int THREADS = 2;

    private final Engine engine;

    private LossSpeed(Engine engine) {
        this.engine = engine;
    }

    /**
     * Measures each row in a process of its own, in the environment that trials are run in.
     *
     * @param args the engine's id and device, then the rows to measure; all if there is none
     */
    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            throw new IllegalArgumentException("the first argument must be an engine's id, such as djl");
        }
        List<String> all = List.copyOf(new LossSpeed(engine(args[0])).rows().keySet());
        List<String> rows = args.length > 1 ? List.of(args).subList(1, args.length) : all;
        if (!all.containsAll(rows)) {
            throw new IllegalArgumentException("rows must be of " + all + ", got " + rows);
        }
        System.out.printf(
                "%-30s %10s %10s %7s %6s %12s  %s, d = %d, %d threads, float32%n",
                "work", "floor ms", "loss ms", "times", "bar", "peak MiB", args[0], DIMENSION, THREADS);
        for (String row : rows) {
            int code = process(args[0], row).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException("the process that measures %s ended with %s".formatted(row, code));
            }
        }
    }

    private static Engine engine(String name) {
        return Engine.all().get(name.split("@")[0]).on(device(name));
    }

    private static Device device(String name) {
        String[] parts = name.split("@");
        return parts.length == 1
                ? Device.CPU
                : Device.parse(parts[1])
                        .orElseThrow(() -> new IllegalArgumentException(
                                "the device must be %s, got %s".formatted(Device.ALLOWED, parts[1])));
    }

    /** {@return a process that measures one row and prints it} */
    static ProcessBuilder process(String engine, String row) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx4g",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                ClassPath.ofThisProgram().entries().stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)),
                Measuring.class.getName(),
                engine,
                row);
        return EngineEnvironment.in(new ProcessBuilder(command), device(engine));
    }

    /** The process that measures. */
    static final class Measuring {
        private Measuring() {}

        /** @param args the engine's id and the row */
        public static void main(String[] args) throws Exception {
            new LossSpeed(engine(args[0])).rows().get(args[1]).measure(args[1]);
        }
    }

    private interface Row {
        void measure(String name) throws Exception;
    }

    private Map<String, Row> rows() {
        Map<String, Row> rows = new LinkedHashMap<>();
        Map<String, String> all = Map.of("mining", "all");
        rows.put("triplet-1024", name -> pairs(name, LossWork.of("triplet", all, 1024, DIMENSION, 10), 31, 8));
        rows.put("enumerated-1024", name -> enumerated(name, LossWork.of("triplet", all, 1024, DIMENSION, 10)));
        rows.put("triplet-8192", name -> pairs(name, LossWork.of("triplet", all, 8192, DIMENSION, 10), 3, 12));
        rows.put(
                "triplet-1024-tight",
                name -> pairs(
                        name, LossWork.of("triplet", all, 1024, DIMENSION, 10).tight(), 31, 8));
        rows.put(
                "hard-1024",
                name -> pairs(name, LossWork.of("triplet", Map.of("mining", "hard"), 1024, DIMENSION, 10), 31, 6));
        rows.put(
                "contrastive-4096",
                name -> pairs(name, LossWork.of("contrastive", Map.of(), 4096, DIMENSION, 10), 9, 2.5));
        rows.put(
                "contrastive-linear-4096",
                name -> pairs(name, LossWork.of("contrastive", Map.of("form", "linear"), 4096, DIMENSION, 10), 9, 2.5));
        rows.put(
                "contrastive-4096-tight",
                name -> pairs(
                        name,
                        LossWork.of("contrastive", Map.of(), 4096, DIMENSION, 10)
                                .tight(),
                        9,
                        2.5));
        rows.put(
                "contrastive-32768",
                name -> alone(name, LossWork.of("contrastive", Map.of(), 32768, DIMENSION, 10), 2));
        Map<String, Map<String, Object>> pairLosses = new LinkedHashMap<>();
        pairLosses.put("multi-similarity", Map.of());
        pairLosses.put("circle", Map.of());
        pairLosses.put("lifted-structure", Map.of());
        pairLosses.put("nt-xent", Map.of());
        pairLosses.put("sup-con", Map.of());
        pairLosses.put("margin", Map.of("beta", "fixed", "pairs", "all-triplets"));
        pairLosses.forEach((id, parameters) -> {
            rows.put(id + "-1024", name -> powers(name, LossWork.of(id, parameters, 1024, DIMENSION, 10), 31, 4));
            rows.put(id + "-8192", name -> powers(name, LossWork.of(id, parameters, 8192, DIMENSION, 100), 3, 4));
        });
        rows.put(
                "lifted-anchors-1024",
                name -> powers(
                        name, LossWork.of("lifted-structure", Map.of("form", "anchors"), 1024, DIMENSION, 10), 31, 4));
        rows.put(
                "margin-sampled-1024",
                name -> powers(name, LossWork.of("margin", Map.of("beta", "fixed"), 1024, DIMENSION, 10), 31, 4));
        rows.put("angular-1024", name -> powers(name, LossWork.of("angular", Map.of(), 1024, DIMENSION, 10), 31, 4));
        rows.put("fast-ap-1024", name -> powers(name, LossWork.of("fast-ap", Map.of(), 1024, DIMENSION, 10), 31, 10));
        rows.put(
                "smooth-ap-1024",
                name -> powers(name, LossWork.of("smooth-ap", Map.of(), 1024, DIMENSION, 256), 31, 10));
        rows.put("n-pairs-1024", name -> powers(name, LossWork.of("n-pairs", Map.of(), 1024, DIMENSION, 512), 31, 4));
        for (String mining : List.of("hard", "semi-hard", "distance-weighted", "multi-similarity", "random")) {
            Map<String, ?> parameters = Map.of("mining", mining, "normalize", true);
            rows.put(
                    "contrastive-" + mining + "-1024",
                    name -> pairs(name, LossWork.of("contrastive", parameters, 1024, DIMENSION, 100), 31, 12));
        }
        for (String mining : List.of("semi-hard", "easy-positive", "distance-weighted", "multi-similarity")) {
            Map<String, ?> parameters = Map.of("mining", mining, "normalize", true);
            rows.put(
                    "triplet-" + mining + "-1024",
                    name -> pairs(name, LossWork.of("triplet", parameters, 1024, DIMENSION, 100), 31, 12));
        }
        rows.put(
                "multi-similarity-mined-1024",
                name -> pairs(
                        name,
                        LossWork.of("multi-similarity", Map.of("mining", "multi-similarity"), 1024, DIMENSION, 100),
                        31,
                        12));
        rows.put(
                "contrastive-memory-8192",
                name -> remembering(name, LossWork.of("contrastive", Map.of(), 128, DIMENSION, 100), 8192, 4));
        rows.put(
                "triplet-memory-8192",
                name -> remembering(name, LossWork.of("triplet", all, 128, DIMENSION, 100), 8192, 8));
        rows.put("center-65536", name -> center(name, LossWork.of("center", Map.of(), 65536, DIMENSION, 1000)));
        for (String id : List.of("normalized-softmax", "cosface", "arcface", "sphereface", "adaface")) {
            rows.put(id + "-10000", name -> classes(name, LossWork.of(id, Map.of(), 512, DIMENSION, 10_000), 1, 2.5));
        }
        for (String id : List.of("proxy-nca", "proxy-anchor")) {
            rows.put(id + "-1000", name -> classes(name, LossWork.of(id, Map.of(), 512, DIMENSION, 1_000), 1, 3));
        }
        rows.put(
                "soft-triple-1000",
                name -> classes(name, LossWork.of("soft-triple", Map.of(), 512, DIMENSION, 1_000), 10, 3));
        for (String id : List.of(
                "softmax",
                "normalized-softmax",
                "cosface",
                "arcface",
                "subcenter-arcface",
                "sphereface",
                "adaface",
                "proxy-nca",
                "proxy-anchor",
                "soft-triple",
                "center",
                "contrastive",
                "multi-similarity",
                "nt-xent",
                "sup-con",
                "lifted-structure",
                "circle",
                "margin",
                "n-pairs",
                "fast-ap",
                "smooth-ap",
                "angular",
                "triplet")) {
            rows.put(id + "-128", name -> besideEmptyStep(name, LossWork.of(id, Map.of(), 128, DIMENSION, 10)));
        }
        for (String mining : List.of("hard", "semi-hard", "semi-hard-nearest", "random")) {
            rows.put(
                    "triplet-" + mining + "-128",
                    name -> besideEmptyStep(
                            name, LossWork.of("triplet", Map.of("mining", mining), 128, DIMENSION, 10)));
        }
        rows.put(
                "triplet-softplus-128",
                name -> besideEmptyStep(name, LossWork.of("triplet", Map.of("form", "softplus"), 128, DIMENSION, 10)));
        return rows;
    }

    private void pairs(String name, LossWork work, int rounds, double bar) throws Exception {
        int n = work.example().labels().length;
        try (Floors.Products products = new Floors.Products(engine, n, n, DIMENSION, THREADS)) {
            beside(name, work, rounds, products::micros, bar);
        }
    }

    private void powers(String name, LossWork work, int rounds, double bar) throws Exception {
        int n = work.example().labels().length;
        try (Floors.PairProducts products = new Floors.PairProducts(engine, n, DIMENSION, THREADS)) {
            beside(name, work, rounds, products::micros, bar);
        }
    }

    private void remembering(String name, LossWork work, int size, double bar) throws Exception {
        int n = work.example().labels().length;
        try (Floors.Products products = new Floors.Products(engine, n, size, DIMENSION, THREADS)) {
            beside(name, work.remembering(size), 31, products::micros, bar);
        }
    }

    private void classes(String name, LossWork work, int vectorsPerClass, double bar) throws Exception {
        int m = work.example().labels().length;
        int columns = work.example().classes() * vectorsPerClass;
        try (Floors.ClassProducts products = new Floors.ClassProducts(engine, m, columns, DIMENSION, THREADS)) {
            beside(name, work, 31, products::micros, bar);
        }
    }

    /** Here the loss is what is to be beaten, and the enumeration stands where it would. */
    private void enumerated(String name, LossWork work) throws Exception {
        LossExample sorted = work.sorted();
        Objective enumeration = Objective.of("enumerated", new EnumeratedByClass(sorted.labels(), 0.2));
        // With the warm-up of the other rows: the enumeration needs none, its operations are the engine's own.
        double exactPeak = measure(work, 5, 200, () -> 0).peakMebibytes;
        try (PreparedLoss exact = engine.prepare(work.objective(), sorted, THREADS);
                PreparedLoss enumerated = engine.prepare(enumeration, sorted, THREADS)) {
            PeakMemory peak = PeakMemory.start();
            double[] exactMicros = new double[7];
            double[] enumeratedMicros = new double[7];
            for (int round = -3; round < 7; round++) {
                double exactOnce = timed(exact::run);
                double enumeratedOnce = timed(enumerated::run);
                if (round >= 0) {
                    exactMicros[round] = exactOnce;
                    enumeratedMicros[round] = enumeratedOnce;
                }
            }
            double difference = Math.abs(exact.evaluate().result().loss()
                    - enumerated.evaluate().result().loss());
            if (!(difference < 1e-5)) {
                throw new IllegalStateException("the enumeration gives another value, by " + difference);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-30s %10.2f %10.2f %7.2f %6s %12.0f  (exact in place of the floor, peak %.0f MiB)%n",
                    name,
                    median(exactMicros) * 1e-3,
                    median(enumeratedMicros) * 1e-3,
                    median(enumeratedMicros) / median(exactMicros),
                    "> 50",
                    peak.mebibytesAbove(),
                    exactPeak);
        }
    }

    private void center(String name, LossWork work) throws Exception {
        Floors.Copy copy = new Floors.Copy(work.example().labels().length, DIMENSION, THREADS);
        beside(name, work, 15, copy::micros, engine.id().equals("djl") ? 4 : 6);
    }

    private void besideEmptyStep(String name, LossWork work) throws Exception {
        Objective empty = Objective.of("empty", new Floors.EmptyStep());
        LossWork nothing = LossWork.of("contrastive", Map.of(), 128, DIMENSION, 10);
        try (PreparedLoss step = engine.prepare(empty, nothing.example(), THREADS)) {
            Measured measured = measure(work, 301, 1000, () -> timed(step::run));
            System.out.printf(
                    Locale.ROOT,
                    "%-30s %10.3f %10.3f %+7.3f %6s%n",
                    name,
                    measured.floorMicros * 1e-3,
                    measured.lossMicros * 1e-3,
                    (measured.lossMicros - measured.floorMicros) * 1e-3,
                    "+1 ms");
        }
    }

    private void beside(String name, LossWork work, int rounds, DoubleSupplier floor, double bar) throws Exception {
        Measured measured = measure(work, rounds, rounds >= 15 ? 200 : rounds >= 9 ? 10 : 1, floor);
        System.out.printf(
                Locale.ROOT,
                "%-30s %10.2f %10.2f %7.2f %6.1f %12.0f%n",
                name,
                measured.floorMicros * 1e-3,
                measured.lossMicros * 1e-3,
                measured.lossMicros / measured.floorMicros,
                bar,
                measured.peakMebibytes);
    }

    private void alone(String name, LossWork work, int rounds) throws Exception {
        Measured measured = measure(work, rounds, 0, () -> 0);
        System.out.printf(
                Locale.ROOT,
                "%-30s %10s %10.1f %7s %6s %12.0f%n",
                name,
                "-",
                measured.lossMicros * 1e-3,
                "-",
                "-",
                measured.peakMebibytes);
    }

    private record Measured(double floorMicros, double lossMicros, double peakMebibytes) {}

    private Measured measure(LossWork work, int rounds, int warmUp, DoubleSupplier floor) throws Exception {
        try (PreparedLoss loss = engine.prepare(work.objective(), work.example(), THREADS)) {
            PeakMemory peak = PeakMemory.start();
            double[] floors = new double[rounds];
            double[] losses = new double[rounds];
            for (int round = -warmUp; round < rounds; round++) {
                double floorMicros = floor.getAsDouble();
                double lossMicros = timed(loss::run);
                if (round >= 0) {
                    floors[round] = floorMicros;
                    losses[round] = lossMicros;
                }
            }
            return new Measured(median(floors), median(losses), peak.mebibytesAbove());
        }
    }

    private static double timed(Runnable work) {
        try {
            return micros(work::run);
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
