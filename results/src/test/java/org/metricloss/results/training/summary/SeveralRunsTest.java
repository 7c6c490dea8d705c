package org.metricloss.results.training.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.SampleRun;
import org.metricloss.results.Variant;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.Term;
import org.metricloss.results.statistics.WelchTTest;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.comparison.Comparison;
import org.metricloss.results.training.fairness.FairnessLedger;
import org.metricloss.results.training.fairness.FairnessLedger.Finding;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.report.RunReport;
import org.metricloss.results.training.report.SampleTrials;
import org.metricloss.results.training.run.ObjectiveSummary;

class SeveralRunsTest {
    private static final String EXPERIMENT = """
            {"name": "any", "dataset": {"type": "digits"}, "budget": {"epochs": 2}, "seeds": [1],
             "evaluation": {"distance": "euclidean"}}
            """;

    private static final String ONLY_SEEDS_VARY = "Only the seeds vary: every trial is tested on the same samples";

    @TempDir
    private Path folder;

    @Test
    void objectivesOfSeveralRunsArePairedBySeedAndShareOneFamily() {
        RunFolder first = run("first", EXPERIMENT, softmax(1, 5, 0.90));
        RunFolder second = run("second", EXPERIMENT, center(1, 5, 0.93));
        RunFolder third = run("third", EXPERIMENT, triplet(1, 5, 0.90));
        RunSummary summary = RunSummary.of(List.of(first, second, third));
        assertThat(summary.recorded().notComparable()).isEmpty();
        assertThat(summary.recorded().title()).isEqualTo("first, second and third compared");
        assertThat(summary.recorded().objectives())
                .extracting(ObjectiveSummary::objective)
                .containsExactly("softmax", "softmax+center", "triplet");
        Comparison center = comparison(summary, "softmax+center");
        assertThat(center.isPaired()).isTrue();
        assertThat(center.pairs()).isEqualTo(5);
        // Holm over both comparisons of the measure.
        assertThat(center.holmP().orElseThrow()).isEqualTo(2 * center.p().orElseThrow());
        assertThat(summary.fairness().get(0).conditions(Finding.EQUAL)).contains("initial weights", "batches");
    }

    @Test
    void repeatsWithOtherSeedsAreMoreSeedsOfOneObjective() {
        RunFolder first = run("same", EXPERIMENT, both(softmax(1, 3, 0.90), center(1, 3, 0.93)));
        RunFolder second = run("same", EXPERIMENT, both(softmax(4, 5, 0.90), center(4, 5, 0.93)));
        RunSummary summary = RunSummary.of(List.of(first, second));
        assertThat(summary.recorded().objectives())
                .extracting(ObjectiveSummary::objective)
                .containsExactly("softmax", "softmax+center");
        assertThat(summary.recorded().objectives())
                .allMatch(row -> row.finished() == 5 && row.runs().size() == 2);
        assertThat(comparison(summary, "softmax+center").pairs()).isEqualTo(5);
        assertThat(summary.recorded()
                        .commands()
                        .of(summary.recorded().objectives().get(0).trials()))
                .contains(
                        "reproduce " + first.path()
                                + " softmax.djl.seed-1 softmax.djl.seed-2 softmax.djl.seed-3\" && ./mvnw",
                        "reproduce " + second.path() + " softmax.djl.seed-4 softmax.djl.seed-5\"");
    }

    @Test
    void trialsWithOtherChangesOfTheirImagesAreNoRepeats() {
        RunFolder plain = run("plain", EXPERIMENT, softmax(1, 3, 0.90));
        RunFolder mirrored = run(
                "mirrored",
                EXPERIMENT.replace("\"seeds\"", "\"augment\": {\"flip\": \"horizontal\"}, \"seeds\""),
                softmax(4, 6, 0.91));
        RunSummary summary = RunSummary.of(List.of(plain, mirrored));
        assertThat(summary.recorded().notComparable()).isEmpty();
        assertThat(summary.recorded().objectives())
                .extracting(ObjectiveSummary::objective)
                .containsExactly("softmax [plain]", "softmax [mirrored]");
        RunSummary sameSeeds =
                RunSummary.of(List.of(plain, run("flipped", manifestText(mirrored), softmax(1, 3, 0.91))));
        assertThat(sameSeeds.fairness())
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.conditions(Finding.DIFFERENT)).contains("augmentation"));
    }

    /** A seed whose training part has no small class does not record what is done with them. */
    @Test
    void trialsWithOtherTreatmentOfSmallClassesAreNoRepeats() {
        List<TrialRecord> skipped = softmax(1, 3, 0.90);
        List<TrialRecord> repeated = softmax(4, 6, 0.90);
        RunSummary summary = RunSummary.of(List.of(
                run("skip", EXPERIMENT, smallClasses(skipped, "skip")),
                run("repeat", EXPERIMENT, smallClasses(repeated, "repeat"))));
        assertThat(summary.recorded().objectives())
                .extracting(ObjectiveSummary::objective)
                .containsExactly("softmax [skip]", "softmax [repeat]");
        RunSummary same = RunSummary.of(List.of(
                run("skip", EXPERIMENT, smallClasses(skipped, "skip")),
                run("again", EXPERIMENT, smallClasses(repeated, "skip"))));
        assertThat(same.recorded().objectives())
                .singleElement()
                .satisfies(row -> assertThat(row.finished()).isEqualTo(6));
    }

    @Test
    void sweepsDoNotMixRunsWithOtherTreatmentOfSmallClasses() {
        RunFolder skipped = run("skip", EXPERIMENT, smallClasses(lambdas(), "skip"));
        RunFolder repeated = run("repeat", EXPERIMENT, smallClasses(lambdas(), "repeat"));
        assertThat(RunSummary.of(List.of(skipped)).sweeps()).hasSize(1);
        assertThat(RunSummary.of(List.of(skipped, repeated)).sweeps())
                .hasSize(2)
                .allSatisfy(sweep -> assertThat(sweep.points()).hasSize(3));
    }

    private static List<TrialRecord> lambdas() {
        return Stream.of(0.001, 0.01, 0.1)
                .map(lambda -> SampleTrials.withTerms(
                        "lambda " + lambda,
                        "lambda-" + lambda,
                        1,
                        0.9,
                        List.of(new Term("softmax", 1, Map.of()), new Term("center", lambda, Map.of()))))
                .toList();
    }

    /** Sets it for all but the first of the trials. */
    private static List<TrialRecord> smallClasses(List<TrialRecord> trials, String treatment) {
        return trials.stream()
                .map(trial -> {
                    Map<String, String> batch =
                            new LinkedHashMap<>(trial.setup().batch());
                    batch.put("smallClasses", treatment);
                    return trial == trials.get(0)
                            ? trial
                            : Variant.of(trial, "setup", Variant.of(trial.setup(), "batch", batch));
                })
                .toList();
    }

    private static String manifestText(RunFolder run) {
        return run.manifest().experiment();
    }

    @Test
    void runsOfOneNameAreCalledByWhatDiffersOrByLetters() {
        RunFolder first = run("same", EXPERIMENT, softmax(1, 3, 0.90));
        RunFolder second = run("same", EXPERIMENT.replace("\"epochs\": 2", "\"epochs\": 3"), softmax(1, 3, 0.91));
        RunFolder third = run("same", EXPERIMENT, softmax(1, 3, 0.92));
        assertThat(RunSummary.of(List.of(first, second)).recorded().title())
                .isEqualTo("2 runs of same compared: epochs=2 and epochs=3");
        RunSummary lettered = RunSummary.of(List.of(first, third));
        assertThat(lettered.recorded().title()).isEqualTo("2 runs of same compared: A and B");
        assertThat(lettered.recorded().objectives())
                .extracting(ObjectiveSummary::objective)
                .containsExactly("softmax [A]", "softmax [B]");
        assertThat(RunReport.of(lettered).markdown())
                .contains("| run | created | folder | trials |", first.path().getFileName() + " |");
    }

    @Test
    void repeatsWithTheSameSeedsStayApartAndAreNamedByTheirRun() {
        RunFolder first = run("one", EXPERIMENT, softmax(1, 3, 0.90));
        RunFolder second = run("two", EXPERIMENT, both(softmax(1, 3, 0.91), center(1, 3, 0.93)));
        RunSummary summary = RunSummary.of(List.of(first, second));
        assertThat(summary.recorded().objectives())
                .extracting(ObjectiveSummary::objective)
                .containsExactly("softmax [one]", "softmax [two]", "softmax+center");
        assertThat(summary.recorded().baseline()).isEqualTo("softmax [one]");
        assertThat(comparison(summary, "softmax [two]").pairs()).isEqualTo(3);
    }

    @Test
    void withoutCommonSeedsWelchDecides() {
        List<TrialRecord> a = center(11, 15, 0.93);
        List<TrialRecord> b = softmax(1, 4, 0.90);
        RunSummary summary = RunSummary.of(List.of(run("first", EXPERIMENT, b), run("second", EXPERIMENT, a)));
        Comparison comparison = comparison(summary, "softmax+center");
        assertThat(comparison.isPaired()).isFalse();
        WelchTTest welch = WelchTTest.of(recalls(a), recalls(b)).orElseThrow();
        assertThat(comparison.p().orElseThrow()).isEqualTo(welch.p());
        double mean = comparison.difference().orElseThrow().mean();
        assertThat(mean).isCloseTo(0.03, within(0.01));
        // An interval that just reaches 0 would have p = 0.05: t falls off with the half width.
        assertThat(comparison
                        .difference()
                        .orElseThrow()
                        .interval()
                        .orElseThrow()
                        .low())
                .isPositive();
        assertThat(comparison.words()).isEqualTo("better than softmax (p < 0.001, 5 and 4 unpaired seeds)");
        assertThat(comparison.wilcoxonP()).isEmpty();
        FairnessLedger ledger = summary.fairness().get(0);
        assertThat(ledger.pairs()).isEqualTo(20);
        assertThat(ledger.conditions(Finding.DIFFERENT))
                .contains("split", "initial weights", "batches")
                .doesNotContain("data", "network", "optimizer", "samples");
        assertThat(RunReport.of(summary).markdown()).contains("Welch's t test decides", ONLY_SEEDS_VARY);
    }

    @Test
    void onOtherDataMoreThanTheSeedsVaries() {
        List<TrialRecord> center = center(1, 3, 0.93);
        RunFolder other = RunFolder.create(
                folder.resolve("runs"),
                Variant.of(
                        SampleRun.manifest(
                                "other", center.stream().map(TrialRecord::id).toList(), EXPERIMENT),
                        "dataSha256",
                        Map.of("digits", "b".repeat(64))));
        center.forEach(other::write);
        RunSummary summary = RunSummary.of(List.of(run("one", EXPERIMENT, softmax(1, 3, 0.90)), other));
        assertThat(RunReport.of(summary).markdown())
                .contains("## Comparisons with softmax")
                .doesNotContain(ONLY_SEEDS_VARY);
    }

    @Test
    void whatMakesRunsIncomparableIsNamedAndNothingIsMerged() {
        RunFolder first = run("first", EXPERIMENT, softmax(1, 3, 0.90));
        RunFolder second = run(
                "second",
                EXPERIMENT.replace("\"epochs\": 2", "\"epochs\": 3").replace("euclidean", "cosine"),
                softmax(4, 6, 0.90));
        RunSummary summary = RunSummary.of(List.of(first, second));
        assertThat(summary.recorded().notComparable())
                .containsExactly(
                        "budget.epochs is 3 in second, 2 in first",
                        "evaluation.distance is cosine in second, euclidean in first");
        assertThat(summary.recorded().objectives()).hasSize(2);
        assertThat(RunReport.of(summary).markdown())
                .contains("These runs are not comparable", "- budget.epochs is 3 in second, 2 in first");
    }

    @Test
    void timesOfTrialsSideBySideAreNotComparable() {
        RunFolder first = run("first", EXPERIMENT, softmax(1, 2, 0.9));
        RunFolder second =
                run("second", EXPERIMENT, List.of(SampleRun.finished("contrastive", "contrastive", 1, 0.9, 0.5)));
        assertThat(RunSummary.of(List.of(first, second)).recorded().notComparable())
                .containsExactly("trials of second ran side by side, so their times are not comparable");
    }

    @Test
    void tablesAndReportOfSeveralRunsAreWrittenToAFolderOfTheirOwn() throws Exception {
        RunFolder first = run("first", EXPERIMENT, softmax(1, 2, 0.90));
        RunFolder second = run("second", EXPERIMENT, center(1, 2, 0.93));
        RunReport.of(RunSummary.of(List.of(first, second))).write(DerivedFiles.createNew(folder.resolve("a/b")));
        Path tables = folder.resolve("a/b/tables");
        assertThat(Files.readAllLines(tables.resolve("trials.csv"))).hasSize(5);
        assertThat(tables.resolve("comparisons.csv")).content().contains("softmax+center");
        assertThat(tables.resolve("fairness.csv")).content().contains("initialWeights", "equal");
        assertThat(folder.resolve("a/b/report.md")).content().contains("### first", "### second");
    }

    private static double[] recalls(List<TrialRecord> trials) {
        return trials.stream()
                .mapToDouble(trial -> trial.measures().get("recallAt1"))
                .toArray();
    }

    private static List<TrialRecord> softmax(int from, int to, double recall) {
        return trials("softmax", "softmax", from, to, recall);
    }

    private static List<TrialRecord> center(int from, int to, double recall) {
        return trials("softmax+center", "center", from, to, recall);
    }

    private static List<TrialRecord> triplet(int from, int to, double recall) {
        return trials("triplet", "triplet", from, to, recall);
    }

    private static List<TrialRecord> trials(String objective, String slug, int from, int to, double recall) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(seed ->
                        SampleRun.finished(objective, slug, seed, recall + 0.001 * (seed * slug.length() % 5), 0.5))
                .toList();
    }

    private static List<TrialRecord> both(List<TrialRecord> some, List<TrialRecord> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private RunFolder run(String name, String experiment, List<TrialRecord> all) {
        Manifest manifest =
                SampleRun.manifest(name, all.stream().map(TrialRecord::id).toList(), experiment);
        RunFolder run = RunFolder.create(folder.resolve("runs"), manifest);
        all.forEach(run::write);
        return run;
    }

    private static Comparison comparison(RunSummary run, String objective) {
        return run.comparisons().stream()
                .filter(comparison -> comparison.measure().id().equals("recallAt1"))
                .filter(comparison -> comparison.objective().equals(objective))
                .findFirst()
                .orElseThrow();
    }
}
