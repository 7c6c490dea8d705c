package org.metricloss.results;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.metricloss.formats.Sha256;
import org.metricloss.results.record.ExperimentSource;
import org.metricloss.results.record.Machine;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.Term;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.training.record.DatasetRecord;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.NetworkRecord;
import org.metricloss.results.training.record.OptimizerRecord;
import org.metricloss.results.training.record.PhaseSeconds;
import org.metricloss.results.training.record.SeedDraws;
import org.metricloss.results.training.record.TrialCost;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.TrialSetup;
import org.metricloss.results.training.summary.RunSummary;

/**
 * A small run with what real runs bring: a baseline, one objective that beats it on five seeds, one of which a seed
 * diverged, one of which nothing finished, and one with a single seed and a name that tries to break every format.
 */
public final class SampleRun {
    /** A comma, quotes, a line break, markup of HTML and Markdown. */
    public static final String ODD_NAME = "odd, \"quoted\" | *name*\n<script>alert('x')</script>";

    private static final String DATA_HASH = "ab".repeat(32);

    private SampleRun() {}

    public static Manifest manifest() {
        return manifest("sample", trials().stream().map(TrialRecord::id).toList());
    }

    public static Manifest manifest(String name, List<String> trials) {
        return manifest(name, trials, "name: " + name.replaceAll("\\p{Cntrl}", " ") + "\nseeds: [1, 2, 3, 4, 5]\n");
    }

    public static Manifest manifest(String name, List<String> trials, String experiment) {
        return new Manifest(
                Manifest.FORMAT,
                "training",
                name,
                Instant.parse("2026-01-31T12:34:56.789Z").toString(),
                experiment,
                Sha256.of(experiment),
                ordered("metricloss", "0.1.0", "java", "17.0.15"),
                new Machine("Linux 6.1", "amd64", "Example CPU @ 2.00GHz", 2, 8L << 30),
                ordered("digits", DATA_HASH),
                Optional.of("0123456789abcdef0123456789abcdef01234567"),
                trials,
                "metricloss run sample.yaml",
                "softmax",
                Optional.of(new ExperimentSource("/experiments/sample.yaml", List.of("seeds=[1, 2, 3, 4, 5]"))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static List<TrialRecord> trials() {
        List<TrialRecord> trials = new ArrayList<>();
        for (int seed = 1; seed <= 5; seed++) {
            double luck = 0.001 * (seed * seed % 7);
            trials.add(finished("softmax", "softmax", seed, 0.9 + luck, 0.5 - luck));
            trials.add(finished(
                    "softmax+center", "center", seed, 0.93 + luck + 0.002 * (seed % 3), 0.25 + 0.01 * (seed % 2)));
            trials.add(
                    seed == 4
                            ? diverged("contrastive", "contrastive", seed)
                            : finished("contrastive", "contrastive", seed, 0.9 + luck * (seed % 2), 0.5 + luck));
        }
        trials.add(diverged("triplet", "triplet", 1));
        trials.add(finished(ODD_NAME, "odd", 1, 0.5, 1.0 / 3));
        return List.copyOf(trials);
    }

    /** Softmax with two seeds and triplet with one, on djl and on tensorflow, where triplet diverged. */
    public static List<TrialRecord> onTwoEngines() {
        List<TrialRecord> trials = new ArrayList<>();
        for (int seed = 1; seed <= 2; seed++) {
            trials.add(finished("softmax", "softmax", seed, 0.9, 0.5));
            trials.add(onTensorFlow(finished("softmax", "softmax", seed, 0.91, 0.5)));
        }
        trials.add(finished("triplet", "triplet", 1, 0.9, 0.5));
        trials.add(onTensorFlow(diverged("triplet", "triplet", 1)));
        return List.copyOf(trials);
    }

    private static TrialRecord onTensorFlow(TrialRecord trial) {
        return Variant.of(
                trial,
                "id",
                trial.id().replace(".djl.", ".tensorflow."),
                "setup",
                Variant.of(trial.setup(), "engine", "tensorflow"));
    }

    /** A finished trial whose id is {@code <slug>.djl.seed-<seed>}. */
    public static TrialRecord finished(String objective, String slug, int seed, double recall, double ratio) {
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("recallAt1", recall);
        if (slug.equals("softmax") || slug.equals("center")) {
            measures.put("classifierAccuracy", recall + 0.01);
        }
        measures.put("compactness", 10 * ratio);
        measures.put("separability", 10.0);
        measures.put("compactnessToSeparability", ratio);
        measures.put("surprise", 1.0 / (seed + 1));
        return TrialRecord.finished(
                id(slug, seed), setup(objective, slug, seed), cost(slug, seed), epochs(2, 1.5), measures);
    }

    /** A trial that diverged in its second epoch, with what it had measured. */
    public static TrialRecord diverged(String objective, String slug, int seed) {
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("recallAt1", Double.NaN);
        measures.put("compactness", Double.POSITIVE_INFINITY);
        measures.put("separability", Double.NEGATIVE_INFINITY);
        return TrialRecord.unfinished(
                id(slug, seed),
                setup(objective, slug, seed),
                TrialStatus.DIVERGED,
                "loss NaN at step 17 | see log",
                cost(slug, seed),
                epochs(2, Double.NaN),
                measures);
    }

    public static TrialSetup setup(String objective, String slug, int seed) {
        return new TrialSetup(
                objective,
                List.of(
                        new Term("softmax", 1, Map.of()),
                        new Term(slug, 0.01, ordered("alpha", "0.5", "update", "paper"))),
                "djl",
                "cpu",
                2,
                seed,
                new DatasetRecord("digits", DATA_HASH, 1400, 100, 297, 10, List.of(1, 8, 8), "to [0, 1]"),
                new NetworkRecord("lenet", 2, 12_345, "conv 5x5x20, relu, linear 2", Optional.empty()),
                new OptimizerRecord("sgd", ordered("learningRate", "0.01", "momentum", "0.9")),
                ordered("classes", "10", "perClass", "12"),
                ordered("java", "17.0.15", "djl", "0.36.0"),
                Optional.empty(),
                Optional.of(new SeedDraws(hash("split", seed), hash("weights", seed), hash("batches", seed))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static String hash(String what, int seed) {
        return Sha256.of(what + seed);
    }

    private static String id(String slug, int seed) {
        return slug + ".djl.seed-" + seed;
    }

    private static TrialCost cost(String slug, int seed) {
        boolean tuples = slug.equals("contrastive") || slug.equals("triplet");
        return new TrialCost(
                24,
                2880,
                tuples ? 171_360L * 1000 : 0,
                tuples ? 10_000L + seed : 0,
                new PhaseSeconds(0.25, 2 + 0.1 * seed, 0.5),
                3.25 + 0.1 * seed,
                // The contrastive trials alone ran side by side, and those of softmax in processes of their own.
                slug.equals("softmax") ? Optional.of((300L + seed) << 20) : Optional.empty(),
                slug.equals("contrastive"));
    }

    private static List<EpochRecord> epochs(int count, double lastLoss) {
        List<EpochRecord> epochs = new ArrayList<>();
        for (int epoch = 1; epoch <= count; epoch++) {
            double loss = epoch == count ? lastLoss : 2.302585092994046;
            Map<String, Double> terms = new LinkedHashMap<>();
            terms.put("softmax", loss);
            Map<String, Double> diagnostics = new LinkedHashMap<>();
            diagnostics.put("active, share", 1.0 / 3);
            // In later epochs there was nothing to compare: a share of nothing is none.
            diagnostics.put("triplet.tuplesConsidered", epoch == 1 ? 200.0 : 0);
            diagnostics.put("triplet.tuplesActive", epoch == 1 ? 50.0 : 0);
            epochs.add(new EpochRecord(epoch, loss, terms, diagnostics, new PhaseSeconds(0.125, 1.1, 0.25), 1440));
        }
        return epochs;
    }

    private static Map<String, String> ordered(String... namesAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** {@return the results of a run of exactly these trials} */
    public static RunSummary summary(TrialRecord... trials) {
        List<String> plan = Stream.of(trials).map(TrialRecord::id).toList();
        return RunSummary.of(manifest("small", plan), List.of(trials));
    }
}
