package org.metricloss.experiments.training.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuneTest {
    private static final String TUNED = Examples.quickstart() + """
            tune:
              trials: 7
              folds: 3
              measure: mapAtR
              seed: 9
              halving: {rungs: 3}
              ranges:
                optimizer.learningRate: {min: 0.001, max: 0.1, scale: log}
                objectives.contrastive.0.margin: {min: 0.2, max: 2}
                objectives.triplet.0.mining: [all, semi-hard]
                objectives.softmax+center.1.weight: {min: 1, max: 64, scale: log, whole: true}
            """;

    private static final Experiment EXPERIMENT = Examples.parse(TUNED);

    private static TuneSetting tune() {
        return EXPERIMENT.tune().orElseThrow();
    }

    @Test
    void tuningIsReadAndWrittenBack() {
        assertThat(tune())
                .extracting(TuneSetting::trials, TuneSetting::folds, TuneSetting::measure, TuneSetting::seed)
                .containsExactly(7, 3, "mapAtR", 9L);
        assertThat(tune().halving()).contains(new HalvingSetting(3, 2));
        assertThat(tune().ranges())
                .containsExactly(
                        new TunedRange(
                                "optimizer.learningRate",
                                Optional.empty(),
                                new TunedValues.Interval(0.001, 0.1, TunedValues.Scale.LOG)),
                        new TunedRange(
                                "objectives.contrastive.0.margin",
                                Optional.of("contrastive"),
                                new TunedValues.Interval(0.2, 2, TunedValues.Scale.LINEAR)),
                        new TunedRange(
                                "objectives.triplet.0.mining",
                                Optional.of("triplet"),
                                new TunedValues.Choice(List.of("all", "semi-hard"))),
                        new TunedRange(
                                "objectives.softmax+center.1.weight",
                                Optional.of("softmax+center"),
                                new TunedValues.Whole(1, 64, TunedValues.Scale.LOG)));
        assertThat(Examples.parse(EXPERIMENT.canonicalText())).isEqualTo(EXPERIMENT);
    }

    @Test
    void whatIsNotSaidHasItsDefault() {
        TuneSetting tune = Examples.parse(
                        Examples.quickstart(), "tune={trials: 2, ranges: {optimizer.momentum: {min: 0, max: 0.9}}}")
                .tune()
                .orElseThrow();
        assertThat(tune)
                .extracting(TuneSetting::folds, TuneSetting::measure, TuneSetting::seed, setting -> setting.rungs(2))
                .containsExactly(2, "recallAt1", 0L, 1);
        assertThat(Examples.parse(Examples.quickstart()).tune()).isEmpty();
    }

    @Test
    void rangesOfTheLossesThemselvesAreWrittenOut() {
        Experiment tuned = Examples.parse(Examples.quickstart(), "tune={trials: 2, ranges: default}");
        assertThat(tuned.tune().orElseThrow().ranges())
                .extracting(TunedRange::path)
                .containsExactly(
                        "objectives.softmax.0.margin",
                        "objectives.softmax+center.0.weight",
                        "objectives.softmax+center.0.margin",
                        "objectives.softmax+center.1.weight",
                        "objectives.softmax+center.1.margin",
                        "objectives.contrastive.0.margin",
                        "objectives.triplet.0.margin");
        assertThat(tuned.canonicalText())
                .contains("objectives.triplet.0.margin")
                .doesNotContain("default");
        assertThat(Examples.parse(tuned.canonicalText())).isEqualTo(tuned);
    }

    @Test
    void rangesOfTheLossesStandBesideGivenOnes() {
        Experiment tuned = Examples.parse(
                Examples.quickstart(),
                "objectives={triplet: [{loss: triplet}], contrastive: [{loss: contrastive}]}",
                "baseline=triplet",
                "tune={trials: 2, ranges: {optimizer.learningRate: {min: 0.01, max: 0.1}, losses: default,"
                        + " objectives.triplet.0.margin: {min: 0.3, max: 0.4}}}");
        assertThat(tuned.tune().orElseThrow().ranges())
                .extracting(TunedRange::path)
                .containsExactly(
                        "optimizer.learningRate", "objectives.contrastive.0.margin", "objectives.triplet.0.margin");
        assertThat(tuned.tune().orElseThrow().ranges().get(2).values())
                .isEqualTo(new TunedValues.Interval(0.3, 0.4, TunedValues.Scale.LINEAR));
        assertThat(Examples.parse(tuned.canonicalText())).isEqualTo(tuned);
    }

    @Test
    void rangesOfTheLossesCanOnlyBeTheirDefaults() {
        assertThatThrownBy(() -> Examples.parse(Examples.quickstart(), "tune={trials: 2, ranges: {losses: all}}"))
                .hasMessageContaining("losses must be default, got all");
    }

    @Test
    void namesWithDotsAreQuotedInDefaultRanges() {
        Experiment tuned = Examples.parse(
                Examples.quickstart(),
                "objectives={a.b: [{loss: triplet}], c: [{loss: softmax}]}",
                "baseline=c",
                "tune={trials: 2, ranges: default}");
        assertThat(tuned.tune().orElseThrow().settings("a.b"))
                .first()
                .asString()
                .contains("objectives.\"a.b\".0.margin");
    }

    @Test
    void valuesAreChangedOnTheCommandLine() {
        TuneSetting tune = Examples.parse(TUNED, "tune.trials=2", "tune.ranges.\"optimizer.learningRate\".max=0.02")
                .tune()
                .orElseThrow();
        assertThat(tune.trials()).isEqualTo(2);
        assertThat(tune.ranges().get(0).values())
                .isEqualTo(new TunedValues.Interval(0.001, 0.02, TunedValues.Scale.LOG));
    }

    /** The middle of every range, then the quarters as Sobol's sequence has them, in one dimension and the second. */
    @Test
    void settingsAreSobolPoints() {
        List<Map<String, String>> settings = tune().settings("contrastive");
        assertThat(settings).hasSize(7).doesNotHaveDuplicates();
        assertThat(settings.subList(0, 3))
                .containsExactly(
                        Map.of("optimizer.learningRate", "0.01", "objectives.contrastive.0.margin", "1.1"),
                        Map.of("optimizer.learningRate", "0.03162", "objectives.contrastive.0.margin", "0.65"),
                        Map.of("optimizer.learningRate", "0.003162", "objectives.contrastive.0.margin", "1.55"));
    }

    @Test
    void everyObjectiveSeesTheSameSharedValues() {
        assertThat(tune().settings("softmax")).hasSize(7).allMatch(setting -> setting.size() == 1);
        List<String> rates = rates("softmax");
        assertThat(rates("contrastive")).isEqualTo(rates);
        assertThat(rates("softmax+center")).isEqualTo(rates);
        assertThat(tune().settings("softmax+center"))
                .allSatisfy(setting -> assertThat(Integer.parseInt(setting.get("objectives.softmax+center.1.weight")))
                        .isBetween(1, 64));
    }

    private static List<String> rates(String objective) {
        return tune().settings(objective).stream()
                .map(setting -> setting.get("optimizer.learningRate"))
                .toList();
    }

    @Test
    void wholeNumbersAndChoicesAreAllReached() {
        TuneSetting tune = Examples.parse(Examples.quickstart(), """
                tune={trials: 50, ranges: {objectives.triplet.0.mining: [all, hard, semi-hard],\
                 objectives.contrastive.0.margin: {min: 3, max: 9, whole: true},\
                 objectives.softmax+center.1.weight: {min: 1, max: 8, whole: true, scale: log}}}""").tune().orElseThrow();
        assertThat(tune.settings("triplet"))
                .extracting(setting -> setting.get("objectives.triplet.0.mining"))
                .containsExactlyInAnyOrder("all", "hard", "semi-hard");
        assertThat(tune.settings("contrastive")).hasSize(7);
        assertThat(tune.settings("softmax+center")).hasSize(8);
        assertThat(tune.settings("softmax")).isEmpty();
    }

    @Test
    void halvingKeepsOneInTwoOnTwiceTheBudget() {
        BudgetSetting whole = new BudgetSetting(5);
        assertThat(tune().settings(7, 1)).isEqualTo(7);
        assertThat(tune().settings(7, 2)).isEqualTo(4);
        assertThat(tune().settings(7, 3)).isEqualTo(2);
        assertThat(tune().settings(2, 2)).isZero();
        assertThat(new HalvingSetting(3, 2).settings(0, 3)).isZero();
        assertThat(tune().budget(whole, 1)).isEqualTo(new BudgetSetting(1));
        assertThat(tune().budget(whole, 2)).isEqualTo(new BudgetSetting(3));
        assertThat(tune().budget(whole, 3)).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({"16, 3, 4, 2", "17, 3, 4, 3", "16, 2, 4, 2", "1, 3, 2, 1", "2, 2, 2, 1", "3, 2, 2, 2", "27, 5, 3, 3"})
    void aRungOfOneSettingIsLeftOut(int settings, int rungs, int factor, int deciding) {
        assertThat(new HalvingSetting(rungs, factor).decidingRungs(settings)).isEqualTo(deciding);
    }

    @Test
    void experimentTakesASetting() {
        Experiment with = EXPERIMENT.with(
                Map.of("objectives.triplet.0.mining", "semi-hard", "optimizer.learningRate", "0.5"),
                new BudgetSetting(2),
                Examples.AVAILABLE);
        assertThat(with.budget()).isEqualTo(new BudgetSetting(2));
        assertThat(with.objectives().get(3).terms().get(0).parameters()).containsEntry("mining", "semi-hard");
        assertThat(with.optimizer().spec().settings()).containsEntry("learningRate", 0.5);
        assertThat(with.tune()).isEmpty();
        assertThat(with.objectives().subList(0, 3))
                .isEqualTo(EXPERIMENT.objectives().subList(0, 3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
trials: 7              | trials: 0                      | 16:11: trials must be a whole number in [1, 1000], got 0
folds: 3               | folds: 1                       | 17:10: folds must be a whole number in [2, 100], got 1
measure: mapAtR        | measure: mapAtr                | 18:12: no measure 'mapAtr'; available: classifierAccuracy, nearestCenterAccuracy, knn5Accuracy, recallAt1, rPrecision, mapAtR, foldAccuracy, rocAuc, equalErrorRate, tarAtFar1e2, tarAtFar1e3, nmi, ami, ari, silhouette, compactnessToSeparability; did you mean 'mapAtR'?
seed: 9                | seed: 2                        | 19:9: tuning uses seed 2, which must not be one of the seeds [1, 2]; give tune another 'seed'
halving: {rungs: 3}    | halving: {rungs: 4}            | 20:12: 4 rungs of factor 2 need a budget of at least 8 epochs, got 5
halving: {rungs: 3}    | halving: {rung: 3}             | 20:13: unknown key 'rung'; allowed: rungs, factor; did you mean 'rungs'?
min: 0.001             | min: 0                         | 22:35: min must be > 0 on the log scale, got 0
min: 0.2, max: 2       | min: 0.2, max: 0.1             | 23:54: max must be > min, 0.2, got 0.1
min: 0.2, max: 2       | min: -1, max: 2                | 23:44: margin must be > 0, got -1
contrastive.0.margin   | contrastive.0.margn            | 23:5: unknown key 'margn' of loss contrastive; allowed: loss, weight, memory, margin, alpha, mining, squared; did you mean 'margin'?
contrastive.0.margin   | contrastive.1.margin           | 23:5: objectives.contrastive is a list of 1: its parts are numbered from 0, got '1'
objectives.contrastive.0.margin | objectives.contrast.0.margin | 23:5: no objective 'contrast'; available: softmax, softmax+center, contrastive, triplet
optimizer.learningRate | network.embedding              | 22:5: a range must belong to 'optimizer...' or 'objectives.NAME...', written as for --set, got 'network.embedding'; all other settings are the same for all objectives
optimizer.learningRate | optimizer..x                   | 22:5: 'optimizer..x' is not a path such as optimizer.learningRate: expected path=value, as in budget.epochs=5, but a part of the path is empty
[all, semi-hard]       | [all, semihard]                | 24:40: mining must be one of all, hard, semi-hard, got semihard; did you mean 'semi-hard'?
[all, semi-hard]       | [all, all]                     | 24:40: objectives.triplet.0.mining must not contain all twice
[all, semi-hard]       | all                            | 24:34: objectives.triplet.0.mining must be {min: ..., max: ...} or a list of choices, got all
min: 1, max: 64        | min: 1.5, max: 64              | 25:47: min must be a whole number in [1, 2147483646], got 1.5
""")
    void errorsNameTheirPlace(String text, String replacement, String refusal) {
        assertThat(TUNED).containsOnlyOnce(text);
        assertThat(Examples.refusal(TUNED.replace(text, replacement))).isEqualTo("test.yaml:" + refusal);
    }

    @Test
    void valuesThatDoNotGoTogetherAreRefusedBeforeAnythingRuns() {
        String refusal = Examples.refusal(Examples.quickstart().replace("mining: hard", "mining: all") + """
                tune:
                  trials: 4
                  ranges:
                    objectives.triplet.0.mining: [all, hard]
                    objectives.triplet.0.squared: [false, true]
                """);
        assertThat(refusal)
                .startsWith("test.yaml:18:5: setting ")
                .contains(
                        " of objective 'triplet' (objectives.triplet.0.mining=hard, objectives.triplet.0.squared=true)")
                .contains("squared distances\\u000ado not go with hard mining");
    }
}
