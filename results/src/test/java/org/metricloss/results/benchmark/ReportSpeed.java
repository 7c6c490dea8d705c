package org.metricloss.results.benchmark;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;
import org.metricloss.results.SampleRun;
import org.metricloss.results.browser.Browser;
import org.metricloss.results.browser.Tab;
import org.metricloss.results.report.Report;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.PhaseSeconds;
import org.metricloss.results.training.record.TrialCost;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.report.RunReport;

/**
 * How long {@code report} takes for a run of 500 trials, 50 objectives on ten seeds each with 20 epochs, and how long the page
 * takes to open in Chromium. Embeddings of 16 dimensions, 10,000 of the test part and 2,000 of the training part, lie there for
 * one trial of each of 12 objectives, which is as many as a report shows, in every epoch. With two arguments the run has that many
 * objectives and seeds. With a third argument the run is written into that folder of runs and kept, and nothing is reported.
 */
public final class ReportSpeed {
    private static final int EPOCHS = 20;
    private static final int SHOWN = 12;
    private static final int DIMENSION = 16;
    private static final int CLASSES = 10;
    private static final int ROUNDS = 2;

    private ReportSpeed() {}

    /** @param args none, or the numbers of objectives and of seeds, and a folder of runs */
    public static void main(String[] args) throws IOException {
        int objectives = args.length > 0 ? Integer.parseInt(args[0]) : 50;
        int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        if (args.length > 2) {
            System.out.println(run(Path.of(args[2]), objectives, seeds).path());
            return;
        }
        Path temporary = Files.createTempDirectory("report-speed");
        try {
            RunFolder folder = run(temporary, objectives, seeds);
            for (int round = 1; round <= ROUNDS; round++) {
                long start = System.nanoTime();
                long cpuStart = cpuNanos();
                RunReport.write(RunFolder.open(folder.path()));
                System.out.printf(
                        Locale.ROOT,
                        "report of %d trials, round %d in this process: %.2f s, of all threads %.2f s of processor time%n",
                        objectives * seeds,
                        round,
                        (System.nanoTime() - start) / 1e9,
                        (cpuNanos() - cpuStart) / 1e9);
            }
            open(folder.path().resolve(Report.PAGE), temporary);
        } finally {
            try (Stream<Path> files = Files.walk(temporary)) {
                files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    /** What a shared machine leaves comparable. */
    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void open(Path page, Path temporary) throws IOException {
        System.out.printf(Locale.ROOT, "page: %.2f MB%n", Files.size(page) / 1e6);
        try (Browser browser = Browser.start(Files.createDirectory(temporary.resolve("profile")))) {
            for (int round = 1; round <= ROUNDS; round++) {
                Tab tab = browser.open(page);
                // Until the frame after the script has drawn everything.
                double millis = tab.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(() =>"
                                + " done(performance.now()))))")
                        .asDouble();
                System.out.printf(
                        Locale.ROOT,
                        "opened, round %d: %.2f s until it is drawn, %.2f s of them until its scripts had run; complaints: %s%n",
                        round,
                        millis / 1000,
                        tab.evaluate("performance.getEntriesByType('navigation')[0].domInteractive")
                                        .asDouble()
                                / 1000,
                        tab.complaints());
            }
        }
    }

    private static RunFolder run(Path runs, int objectives, int seeds) {
        List<TrialRecord> trials = new ArrayList<>();
        for (int objective = 0; objective < objectives; objective++) {
            for (int seed = 1; seed <= seeds; seed++) {
                trials.add(trial(objective, seed));
            }
        }
        RunFolder folder = RunFolder.create(
                runs,
                SampleRun.manifest("many", trials.stream().map(TrialRecord::id).toList()));
        trials.forEach(folder::write);
        for (int objective = 0; objective < Math.min(SHOWN, objectives); objective++) {
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                String file = String.format(Locale.ROOT, "epoch-%03d.npz", epoch);
                Npz.write(folder.artifacts(id(objective, 1)).resolve(file), arrays(objective, epoch));
            }
        }
        return folder;
    }

    private static String id(int objective, int seed) {
        return "o" + objective + ".djl.seed-" + seed;
    }

    private static TrialRecord trial(int objective, int seed) {
        String name = objective == 0 ? "softmax" : "softmax+center " + objective;
        Random random = new Random(objective * 1000L + seed);
        Map<String, Double> measures = new LinkedHashMap<>();
        for (String measure :
                List.of("classifierAccuracy", "nearestCenterAccuracy", "knn5Accuracy", "recallAt1", "mapAtR")) {
            measures.put(measure, 0.95 + 0.01 * random.nextDouble() + 0.0005 * objective);
        }
        List<EpochRecord> epochs = IntStream.rangeClosed(1, EPOCHS)
                .mapToObj(epoch -> new EpochRecord(
                        epoch,
                        2.0 / epoch,
                        Map.of("softmax", 2.0 / epoch, "center", 1.0 / epoch),
                        Map.of(
                                EpochRecord.EMBEDDING_NORM,
                                3.0 * epoch,
                                EpochRecord.EMBEDDING_SPREAD,
                                2.0 * epoch,
                                "softmax.batchAccuracy",
                                1 - 0.3 / epoch,
                                "center.meanCenterDistance",
                                1.0 / epoch),
                        new PhaseSeconds(0.1, 1.1, 0.3),
                        1440))
                .toList();
        PhaseSeconds seconds = new PhaseSeconds(2, 22 + random.nextDouble() + objective, 6);
        TrialCost cost = new TrialCost(240, 28_800, 0, 0, seconds, 31 + objective);
        return TrialRecord.finished(
                id(objective, seed), SampleRun.setup(name, "o" + objective, seed), cost, epochs, measures);
    }

    private static Map<String, NpyArray> arrays(int objective, int epoch) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        part(arrays, "test", 10_000, objective, epoch);
        part(arrays, "train", 2_000, objective, epoch);
        return arrays;
    }

    private static void part(Map<String, NpyArray> arrays, String name, int samples, int objective, int epoch) {
        Random random = new Random(objective * 100L + epoch);
        float[] values = new float[samples * DIMENSION];
        for (int i = 0; i < values.length; i++) {
            int label = i / DIMENSION % CLASSES;
            values[i] = (float) (random.nextGaussian() + (i % DIMENSION == label ? epoch : 0));
        }
        arrays.put(name + "Embeddings", NpyArray.of(values, samples, DIMENSION));
        arrays.put(
                name + "Labels",
                NpyArray.of(IntStream.range(0, samples).map(i -> i % CLASSES).toArray(), samples));
    }
}
