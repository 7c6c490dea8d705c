package org.metricloss.results.training.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;
import org.metricloss.results.Variant;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.report.Ranking;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.report.RunReport;

class AnswerTest {
    private static final RunSummary RUN = RunSummary.of(SampleRun.manifest(), SampleRun.trials());

    @Test
    void theAnswerIsOneShortSentenceWhateverTheNames() {
        assertThat(Answer.of(RUN))
                .isEqualTo(
                        "softmax+center has the best mean recall@1 (0.9350) and is better than softmax; no clear"
                                + " difference: contrastive; not tested: odd, \"quoted\" | *name*?<script..; not compared: triplet.");
        List<TrialRecord> trials = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String name = "an objective with a name of many words, number " + i;
            for (int seed = 1; seed <= 2; seed++) {
                trials.add(SampleRun.finished(name, "o" + i, seed, 0.5 + 0.001 * i * seed, 1));
            }
        }
        trials.add(SampleRun.finished("softmax", "softmax", 1, 0.4, 1));
        trials.add(SampleRun.finished("softmax", "softmax", 2, 0.41, 1));
        RunSummary many = SampleRun.summary(trials.toArray(TrialRecord[]::new));
        assertThat(Answer.of(many))
                .startsWith("an objective with a.. has the best mean recall@1 (0.5165)")
                .contains(" objectives")
                .hasSizeLessThanOrEqualTo(200);
        for (RunSummary run : List.of(RUN, many)) {
            String sentence = Answer.of(run);
            assertThat(sentence.split("\\s+").length).isLessThanOrEqualTo(Answer.MOST_WORDS);
            List<String> console =
                    ConsoleSummary.of(run).split("\n\n")[1].lines().toList();
            assertThat(console).hasSizeLessThanOrEqualTo(6);
            assertThat(String.join(" ", console)).endsWith(sentence);
        }
    }

    @Test
    void theAnswerNamesWhatHasNoResult() {
        RunSummary run = SampleRun.summary(
                SampleRun.finished("softmax", "softmax", 1, 0.5, 1),
                SampleRun.finished("softmax", "softmax", 2, 0.5, 1),
                collapsed(1),
                collapsed(2));
        assertThat(Answer.of(run))
                .isEqualTo("softmax, the baseline, has the best mean recall@1 (0.5000); not compared: hard.");
        assertThat(AnswerRanking.of(run).orElseThrow().rows().get(1).cells())
                .containsExactly(
                        "-", "not compared: all 2 ended trials of hard collapsed", "-", "0 finished, 2 collapsed");
        assertThat(Answer.of(SampleRun.summary(
                        SampleRun.finished("softmax", "softmax", 1, 0.5, 1),
                        Variant.of(collapsed(1), "status", TrialStatus.OUT_OF_MEMORY))))
                .endsWith("; not compared: hard.");
        assertThat(Answer.of(SampleRun.summary(collapsed(1))))
                .isEqualTo("No trial finished with a value of recall@1, so there is no answer.");
    }

    @Test
    void theBestIsNotCalledBetterBecauseAnotherIs() {
        List<TrialRecord> trials = new ArrayList<>();
        double[] wide = {0.5, 0.9, 0.55, 0.95, 0.6};
        for (int seed = 1; seed <= 5; seed++) {
            trials.add(SampleRun.finished("softmax", "softmax", seed, 0.5 + 0.001 * seed, 1));
            trials.add(SampleRun.finished("wide", "wide", seed, wide[seed - 1], 1));
            trials.add(SampleRun.finished("tight", "tight", seed, 0.6 + 0.0001 * seed * seed, 1));
        }
        assertThat(Answer.of(SampleRun.summary(trials.toArray(TrialRecord[]::new))))
                .isEqualTo("wide has the best mean recall@1 (0.7000), not clearly different from softmax;"
                        + " better than softmax: tight.");
    }

    @Test
    void aSingleObjectiveHasTheMeanOfTheSeedsThatFinished() {
        assertThat(Answer.of(SampleRun.summary(SampleRun.finished("softmax", "softmax", 1, 0.5, 1))))
                .isEqualTo("softmax is the only objective; its mean recall@1 is 0.5000.");
        assertThat(Answer.of(SampleRun.summary(
                        SampleRun.finished("softmax", "softmax", 1, 0.5, 1),
                        SampleRun.diverged("softmax", "softmax", 2))))
                .isEqualTo("softmax is the only objective; its mean recall@1 over 1 of 2 seeds is 0.5000.");
    }

    @Test
    void aMeanOfSomeSeedsIsNotThatOfAll() {
        RunSummary run = SampleRun.summary(
                SampleRun.finished("softmax", "softmax", 1, 0.5, 1),
                SampleRun.finished("softmax", "softmax", 2, 0.52, 1),
                SampleRun.finished("hard", "hard", 1, 0.9, 1),
                collapsed(2));
        assertThat(Answer.of(run)).startsWith("hard has the best mean recall@1 (0.9000 over 1 of 2 seeds)");
    }

    @Test
    void theRankedPictureHasTheBestFirstWithEverySeedAndTheTimeBesideTheBaselines() {
        Ranking ranking = AnswerRanking.of(RUN).orElseThrow();
        assertThat(ranking.columns()).containsExactly("difference from softmax", "verdict", "training time", "trials");
        assertThat(ranking.rows())
                .extracting(Ranking.Row::name)
                .containsExactly("softmax+center", "softmax", "contrastive", SampleRun.ODD_NAME, "triplet");
        Ranking.Row best = ranking.rows().get(0);
        assertThat(best.shown()).isEqualTo("0.9350 [0.9314, 0.9384]");
        assertThat(best.place().orElseThrow().single()).hasSize(5);
        assertThat(best.cells().get(1)).isEqualTo("better (p < 0.001)");
        assertThat(best.cells().subList(2, 4)).containsExactly("1.00 times (2.55 s)", "5 finished");
        assertThat(ranking.rows().get(1).cells()).containsExactly("-", "the baseline", "2.55 s", "5 finished");
        assertThat(ranking.rows().get(2).cells().get(1)).startsWith("no clear difference (p = ");
        assertThat(ranking.rows().get(2).cells().subList(2, 4))
                .containsExactly("0.99 times (2.52 s (*))", "4 finished, 1 diverged");
        assertThat(ranking.rows().get(4).place()).isEmpty();
        assertThat(AnswerRanking.of(verified()).orElseThrow().columns()).contains("ROC AUC", "verdict by ROC AUC");
    }

    @Test
    void whereNothingWasTestedTheAnswerGivesTheReasonOnce() {
        assertThat(Answer.of(SampleRun.summary(
                        SampleRun.finished("softmax", "softmax", 1, 0.5, 1),
                        SampleRun.finished("contrastive", "contrastive", 1, 0.6, 1),
                        SampleRun.finished("triplet", "triplet", 1, 0.7, 1))))
                .isEqualTo(
                        "triplet has the best mean recall@1 (0.7000); no difference from softmax was tested: one seed cannot be"
                                + " tested.");
    }

    @Test
    void runWithoutItsBaselineHasNoComparisonsAndSaysSo() {
        RunSummary run = SampleRun.summary(SampleRun.finished("softmax+center", "center", 1, 0.7, 1));
        assertThat(run.comparisons()).isEmpty();
        assertThat(Answer.of(run))
                .isEqualTo(
                        "softmax+center has the best mean recall@1 (0.7000); it cannot be compared with the baseline softmax.");
    }

    @Test
    void timesOfTrialsSideBySideAreMarkedAndExplained() {
        assertThat(ConsoleSummary.of(RUN))
                .contains("3.525*", "* Trials ran side by side: these times are not comparable.");
        assertThat(RunReport.of(RUN).markdown()).contains("(\\*) Trials ran side by side: ");
    }

    @Test
    void runWithoutTrialsHasAnAnswerToo() {
        assertThat(Answer.of(SampleRun.summary())).isEqualTo("No trial has ended yet, so there is no answer.");
        assertThat(RunReport.of(SampleRun.summary()).html()).contains("No trial has ended yet");
    }

    private static TrialRecord collapsed(int seed) {
        return Variant.of(SampleRun.diverged("hard", "hard", seed), "status", TrialStatus.COLLAPSED);
    }

    /** Softmax and triplet on one seed that verify pairs. */
    private static RunSummary verified() {
        Map<String, Double> measures = new TreeMap<>(Map.of("recallAt1", 0.5, "rocAuc", 0.9));
        return SampleRun.summary(
                Variant.of(SampleRun.finished("softmax", "softmax", 1, 0.5, 0.5), "measures", measures),
                Variant.of(SampleRun.finished("triplet", "triplet", 1, 0.5, 0.5), "measures", measures));
    }
}
