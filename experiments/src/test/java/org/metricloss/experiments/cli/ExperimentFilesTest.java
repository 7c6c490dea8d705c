package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.core.random.RandomStream;
import org.metricloss.datasets.DataLocations;
import org.metricloss.datasets.PngFiles;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.StopReason;
import org.metricloss.results.training.record.TrialRecord;

/** The longer experiment files, in small. */
class ExperimentFilesTest {
    private static final Path CONFIGS = Path.of("configs");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void omniglotIsTestedOnAlphabetsNeverTrainedOn() throws IOException {
        assumeData("omniglot");
        RunFolder run = run(
                CONFIGS.resolve("omniglot-openset.yaml"),
                "network={name: mlp, embedding: 16}",
                "budget.epochs=3",
                "seeds=[1, 2]",
                "objectives={softmax: [{loss: softmax}], triplet: [{loss: triplet, margin: 0.2, mining: all}]}");
        TrialRecord trial = run.record(TrialRecord.class, "softmax.djl.seed-1").orElseThrow();
        assertThat(trial.measures())
                .containsKeys("recallAt1", "mapAtR", "rocAuc", "equalErrorRate", "tarAtFar1e3", "nmi", "silhouette")
                .doesNotContainKeys("classifierAccuracy", "nearestCenterAccuracy", "knn5Accuracy");
        // Far better than chance, which is below 0.02 for retrieval among some sixty characters.
        assertThat(trial.measures().get("recallAt1")).isBetween(0.1, 0.99);
        assertThat(trial.measures().get("rocAuc")).isBetween(0.55, 0.99);
        assertThat(out.toString()).contains("rocAuc", "has the best mean recall@1");
        assertThat(run.path().resolve("report.md")).content().contains("ROC AUC", "TAR at FAR 1e-3");
    }

    @Test
    void mnistComparisonHasFiveObjectives() throws IOException {
        assumeData("mnist");
        RunFolder run = run(
                CONFIGS.resolve("mnist-comparison.yaml"),
                "dataset.validation=57600",
                "evaluation.every=0",
                // Its thresholds would be chosen on all pairs of the validation part.
                "artifacts.model=none",
                "network={name: mlp, embedding: 16}",
                "budget.epochs=1",
                "seeds=[1]");
        assertThat(run.records(TrialRecord.class)).hasSize(5).allMatch(TrialRecord::isFinished);
        assertThat(run.record(TrialRecord.class, "softmax+center.djl.seed-1")
                        .orElseThrow()
                        .measures())
                .containsKeys("classifierAccuracy", "nearestCenterAccuracy", "recallAt1", "mapAtR")
                .doesNotContainKey("rocAuc");
        // Chance is one tenth.
        assertThat(run.record(TrialRecord.class, "softmax.djl.seed-1")
                        .orElseThrow()
                        .measures()
                        .get("recallAt1"))
                .isBetween(0.5, 1.0);
    }

    @Test
    void trainingCostIsMeasuredToATargetUnderFourObjectives() throws IOException {
        RunFolder run = run(
                CONFIGS.resolve("training-cost.yaml"),
                "dataset.type=digits",
                "dataset.validation=200",
                "network={name: mlp, embedding: 16}",
                "seeds=[1, 2]",
                "evaluation.everySteps=11",
                "budget={samples: 10000, target: {measure: recallAt1, value: 0.9}}");
        assertThat(run.records(TrialRecord.class)).hasSize(8).allMatch(TrialRecord::isFinished);
        assertThat(run.records(TrialRecord.class))
                .anyMatch(trial -> trial.training().stop().equals(Optional.of(StopReason.TARGET)));
        for (String table : List.of("curves", "time_to_target", "pareto")) {
            assertThat(run.path().resolve("tables/" + table + ".csv")).content().contains("softmax+center,djl,");
        }
        assertThat(run.path().resolve("report.md"))
                .content()
                .contains("Pareto", "Time to the target on the validation part");
    }

    @Test
    void threeObjectivesAreTunedOnDigits() throws IOException {
        RunFolder run = run(
                CONFIGS.resolve("tune-quick.yaml"),
                "network={name: mlp, embedding: 8}",
                "budget.epochs=2",
                "tune.trials=3",
                "seeds=[1, 2]");
        // Three settings, then two, each on two folds.
        assertThat(run.records(TrialRecord.class)).hasSize(3 * 2 * (3 + 2) + 6);
        assertThat(run.path().resolve("tables/selected.csv"))
                .content()
                .contains("tune-quick,softmax,djl,", "tune-quick,contrastive,djl,", "tune-quick,triplet,djl,");
    }

    @Test
    void facesAreVerifiedByGivenPairs() throws IOException {
        faces("train", 6, 8, 1);
        faces("test", 8, 4, 2);
        Path pairs = Files.writeString(folder.resolve("pairs.txt"), pairs());
        RunFolder run = run(
                CONFIGS.resolve("faces.yaml"),
                "dataset.dir=" + folder,
                "dataset.pairs=" + pairs,
                "dataset.size=12",
                "network={name: mlp, embedding: 8}",
                "batch.size=16",
                "optimizer={type: sgd, learningRate: 0.02, momentum: 0.9}",
                "budget.epochs=20",
                "seeds=[1, 2]");
        assertThat(run.records(TrialRecord.class)).hasSize(4).allMatch(TrialRecord::isFinished);
        Map<String, Double> measures = run.record(TrialRecord.class, "softmax+center.djl.seed-2")
                .orElseThrow()
                .measures();
        assertThat(measures).containsKeys("foldAccuracy", "rocAuc", "equalErrorRate", "recallAt1");
        // Chance is one half; the people differ clearly.
        assertThat(measures.get("foldAccuracy")).isBetween(0.7, 1.0);
    }

    /** The images of both engines come from one place, so their first losses are those of equal batches. */
    @Test
    void emojiAreAugmentedAndTheReportShowsHow() throws IOException {
        faces("train", 40, 4, 1);
        RunFolder run = run(
                CONFIGS.resolve("emoji.yaml"),
                "dataset.dir=" + folder.resolve("train"),
                "network={name: mlp, embedding: 8}",
                "batch.classes=16",
                "budget.epochs=1",
                "engines=[djl, tensorflow]",
                "seeds=[1]");
        assertThat(run.records(TrialRecord.class)).hasSize(4).allMatch(TrialRecord::isFinished);
        List<TrialRecord> triplets = run.records(TrialRecord.class).stream()
                .filter(trial -> trial.setup().objective().equals("triplet"))
                .toList();
        assertThat(triplets.get(0).epochs().get(0).loss())
                .isPositive()
                .isCloseTo(triplets.get(1).epochs().get(0).loss(), within(1e-3));
        for (TrialRecord trial : triplets) {
            assertThat(trial.cost().seconds().preparation().orElseThrow()).isPositive();
            assertThat(trial.artifacts().orElseThrow()).containsKey("augmented.json");
        }
        assertThat(run.path().resolve("tables/trials.csv")).content().contains(",preparationSeconds,");
        assertThat(run.path().resolve("report.html")).content().contains("Augmented images");
    }

    /** A list of queries and gallery as emoji_list.py writes it, so that the comparison is that of one vendor with the others. */
    @Test
    void emojiAreComparedWithRawPixelsAndTheUntrainedNetwork() throws IOException {
        faces("emoji", 24, 4, 1);
        StringBuilder list = new StringBuilder("path,label,part\n");
        for (int person = 0; person < 24; person++) {
            for (int image = 1; image <= 4; image++) {
                String tested = image == 1 ? "query" : "gallery";
                list.append("emoji/emoji_%d/emoji_%d_%04d.png,%d,%s\n"
                        .formatted(person, person, image, person, person % 4 == 0 ? tested : "train"));
            }
        }
        Path file = Files.writeString(folder.resolve("emoji.csv"), list);
        List<String> compared = new ArrayList<>(List.of("compare"));
        for (String name : List.of("emoji-pixels", "emoji-untrained", "emoji")) {
            List<String> overrides = new ArrayList<>(List.of(
                    "dataset={type: list, file: '%s', size: 32, color: true}".formatted(file), "batch.classes=8"));
            if (name.equals("emoji")) {
                overrides.addAll(List.of("budget={epochs: 1}", "augment=none", "network.name=lenet"));
            }
            RunFolder run = runIn(name, CONFIGS.resolve(name + ".yaml"), overrides.toArray(String[]::new));
            assertThat(run.records(TrialRecord.class)).isNotEmpty().allMatch(TrialRecord::isFinished);
            compared.add(run.path().toString());
        }
        Path comparison = folder.resolve("comparison");
        compared.addAll(List.of("--force", "--output", comparison.toString()));
        assertThat(Main.execute(
                        new PrintWriter(out, true), new PrintWriter(err, true), compared.toArray(String[]::new)))
                .as(err.toString())
                .isEqualTo(Main.OK);
        assertThat(comparison.resolve("tables/comparisons.csv"))
                .content()
                .contains(
                        "recallAt1,djl,untrained,raw-pixels,3,",
                        "recallAt1,djl,triplet,raw-pixels,3,",
                        "recallAt1,djl,multi-similarity,raw-pixels,3,");
    }

    @Test
    void lambdaSweepDrawsThePapersFigures() throws IOException {
        RunFolder run = run(
                CONFIGS.resolve("lambda-sweep.yaml"),
                "dataset.type=digits",
                "network={name: mlp, embedding: 2}",
                "optimizer.learningRate=0.05",
                "budget.epochs=1",
                "seeds=[1]");
        assertThat(run.records(TrialRecord.class)).hasSize(8).allMatch(TrialRecord::isFinished);
        for (String sweep : List.of("sweep-1-center-weight-djl", "sweep-2-center-alpha-djl")) {
            assertThat(run.path().resolve("figures/" + sweep + "-embeddings.svg"))
                    .isNotEmptyFile();
            assertThat(run.path().resolve("figures/" + sweep + "-accuracy.png")).isNotEmptyFile();
        }
        assertThat(run.path().resolve("figures/sweep-1-center-weight-djl-embeddings.svg"))
                .content()
                .contains("without center (softmax)", "lambda = 0.001", "lambda = 1");
        assertThat(run.path().resolve("artifacts/softmax.djl.seed-1/gallery.json"))
                .isNotEmptyFile();
    }

    private static void assumeData(String name) {
        Optional<Path> data = DataLocations.ofEnvironment().data();
        Assumptions.assumeTrue(
                data.isPresent() && Files.isDirectory(data.get().resolve(name)),
                "METRICLOSS_DATA names no folder with " + name);
    }

    /** Images of people: a colour and a stripe of their own, and noise. */
    private void faces(String part, int people, int images, long seed) {
        for (int person = 0; person < people; person++) {
            RandomStream own = RandomStream.of(seed, "person", 0, person);
            int[] color = {own.nextInt(200), own.nextInt(200), own.nextInt(200)};
            int stripe = own.nextInt(12);
            for (int image = 1; image <= images; image++) {
                RandomStream noise = RandomStream.of(seed, "image", person, image);
                byte[] png = PngFiles.encoded("png", BufferedImage.TYPE_INT_RGB, 16, 14, (x, y) -> {
                    int light = (y == stripe ? 55 : 0) - noise.nextInt(20);
                    return clipped(color[0] + light) << 16 | clipped(color[1] + light) << 8 | clipped(color[2] + light);
                });
                String name = "%s_%d".formatted(part, person);
                PngFiles.write(folder.resolve("%s/%s/%s_%04d.png".formatted(part, name, name, image)), png);
            }
        }
    }

    private static int clipped(int value) {
        return Math.max(0, Math.min(255, value));
    }

    /** Ten folds of three pairs of each kind. */
    private static String pairs() {
        List<String> lines = new ArrayList<>(List.of("10\t3"));
        RandomStream random = RandomStream.of(3, "pairs");
        for (int i = 0; i < 60; i++) {
            int first = random.nextInt(8);
            int second = (first + 1 + random.nextInt(7)) % 8;
            lines.add(
                    i % 6 < 3
                            ? "test_%d\t%d\t%d".formatted(first, 1 + random.nextInt(2), 3 + random.nextInt(2))
                            : "test_%d\t%d\ttest_%d\t%d"
                                    .formatted(first, 1 + random.nextInt(4), second, 1 + random.nextInt(4)));
        }
        return String.join("\n", lines);
    }

    private RunFolder run(Path file, String... overrides) throws IOException {
        return runIn("results", file, overrides);
    }

    private RunFolder runIn(String name, Path file, String... overrides) throws IOException {
        Path results = folder.resolve(name);
        List<String> args =
                new ArrayList<>(List.of("run", file.toString(), "--results", results.toString(), "--workers", "0"));
        for (String override : overrides) {
            args.addAll(List.of("--set", override));
        }
        int code = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
        assertThat(code).as(err.toString()).isEqualTo(Main.OK);
        try (Stream<Path> runs = Files.walk(results, 2)) {
            return RunFolder.open(runs.filter(path -> Files.exists(path.resolve("manifest.json")))
                    .findFirst()
                    .orElseThrow());
        }
    }
}
