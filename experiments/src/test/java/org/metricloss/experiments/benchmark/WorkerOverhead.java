package org.metricloss.experiments.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metricloss.experiments.work.ClassPath;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/**
 * What worker processes cost: the same trials by {@code run --workers 1} and by {@code run --workers 0}, each time by the
 * program in a process of its own, in turns. Start-up stays apart: what counts is the time from the end of the first trial to
 * the end of the last, by the times of their records; what lies between two trials is told apart, for it is all that a worker
 * can add, and is steadier than the trials on a machine that does other things, too. Also told: how long a worker takes from its start until it can take a
 * trial, with its data read and its engine loaded.
 */
public final class WorkerOverhead {
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final String FILE = """
            name: overhead
            dataset: digits
            network: {name: lenet, embedding: 16}
            batch: {classes: 10, perClass: 12}
            optimizer: {type: sgd, learningRate: 0.05, momentum: 0.9}
            budget: {epochs: 5}
            seeds: [1, 2, 3, 4, 5]
            threads: 1
            objectives:
              softmax: [{loss: softmax}]
            """;
    private static final Pattern READY = Pattern.compile("ready after ([0-9.]+) s");

    private WorkerOverhead() {}

    /** @param arguments none */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("overhead");
        Path file = Files.writeString(folder.resolve("overhead.yaml"), FILE);
        double[] inProcess = new double[ROUNDS];
        double[] inWorker = new double[ROUNDS];
        double[] betweenInProcess = new double[ROUNDS];
        double[] betweenInWorker = new double[ROUNDS];
        double[] fastest = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        List<Double> ready = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int workers : round % 2 == 0 ? new int[] {0, 1} : new int[] {1, 0}) {
                Path run = run(file, folder.resolve(round + "-" + workers), workers);
                Times times = times(run);
                (workers == 0 ? inProcess : inWorker)[round] = times.total();
                (workers == 0 ? betweenInProcess : betweenInWorker)[round] = times.between();
                fastest[workers] = Math.min(fastest[workers], times.fastest());
                if (workers == 1) {
                    Matcher line = READY.matcher(Files.readString(run.resolve("workers.log")));
                    while (line.find()) {
                        ready.add(Double.parseDouble(line.group(1)));
                    }
                }
            }
        }
        double[] ratios = new double[ROUNDS];
        Arrays.setAll(ratios, round -> 100 * (inWorker[round] / inProcess[round] - 1));
        System.out.printf(
                Locale.ROOT,
                "4 trials, medians of %d rounds: in process %.2f s, in one worker %.2f s; worker longer by %.1f %% (median of"
                        + " pairs, of %s)%n",
                ROUNDS,
                Timing.median(inProcess),
                Timing.median(inWorker),
                Timing.median(ratios),
                Arrays.stream(ratios)
                        .mapToObj(ratio -> String.format(Locale.ROOT, "%.1f", ratio))
                        .collect(Collectors.joining(", ")));
        System.out.printf(
                Locale.ROOT,
                "fastest trial: in process %.3f s, in one worker %.3f s; between two trials, medians: %.1f ms and %.1f ms%n",
                fastest[0],
                fastest[1],
                1e3 * Timing.median(betweenInProcess),
                1e3 * Timing.median(betweenInWorker));
        System.out.printf(
                Locale.ROOT,
                "a worker is ready after %.2f s (median of %d, at most %.2f s)%n",
                Timing.median(ready.stream().mapToDouble(Double::doubleValue).toArray()),
                ready.size(),
                ready.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
        delete(folder);
    }

    private static Path run(Path file, Path results, int workers) throws Exception {
        String classPath = ClassPath.ofThisProgram().entries().stream()
                .map(Path::toString)
                .collect(Collectors.joining(System.getProperty("path.separator")));
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-Dai.djl.offline=true",
                        "-cp",
                        classPath,
                        "org.metricloss.experiments.cli.Main",
                        "run",
                        file.toString(),
                        "--results",
                        results.toString(),
                        "--workers",
                        Integer.toString(workers))
                .redirectErrorStream(true)
                .redirectOutput(results.resolveSibling("output").toFile())
                .start();
        if (program.waitFor() != 0) {
            throw new IOException(Files.readString(results.resolveSibling("output")));
        }
        try (Stream<Path> runs = Files.list(results.resolve("overhead"))) {
            return runs.findFirst().orElseThrow();
        }
    }

    /**
     * The time from the end of the first trial to the end of the last, the median of what lies between two trials, and the
     * fastest trial, which is the one that other work on the machine disturbed least.
     */
    private record Times(double total, double between, double fastest) {}

    private static Times times(Path run) throws IOException {
        RunFolder folder = RunFolder.open(run);
        List<TrialRecord> trials = folder.records(TrialRecord.class);
        double[] ends = new double[trials.size()];
        double[] between = new double[trials.size() - 1];
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ends.length; i++) {
            Path record = run.resolve("trials").resolve(trials.get(i).id() + ".json");
            ends[i] = Files.getLastModifiedTime(record).to(TimeUnit.MICROSECONDS) * 1e-6;
            if (i > 0) {
                between[i - 1] = ends[i] - ends[i - 1] - trials.get(i).cost().wallSeconds();
                fastest = Math.min(fastest, trials.get(i).cost().wallSeconds());
            }
        }
        return new Times(ends[ends.length - 1] - ends[0], Timing.median(between), fastest);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
