package org.metricloss.results.training.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;
import org.metricloss.results.Variant;
import org.metricloss.results.record.Term;
import org.metricloss.results.training.record.OptimizerRecord;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.TrialSetup;
import org.metricloss.results.training.report.SampleTrials;
import org.metricloss.results.training.run.RecordedRuns;

class SweepTest {
    private static final Term SOFTMAX = new Term("softmax", 1, Map.of("bias", "false"));

    @Test
    void lambdaAndAlphaAreFoundWithTheirCommonPoint() {
        List<Sweep> sweeps = Sweep.of(run(
                List.of(SOFTMAX),
                List.of(SOFTMAX, center(0.1, "0.5")),
                List.of(SOFTMAX, center(0.001, "0.5")),
                List.of(SOFTMAX, center(0.01, "0.5")),
                List.of(SOFTMAX, center(0.01, "0.1")),
                List.of(SOFTMAX, center(0.01, "1"))));
        assertThat(sweeps).extracting(Sweep::title).containsExactly("lambda, weight of center", "alpha of center");
        Sweep lambda = sweeps.get(0);
        assertThat(lambda.points()).extracting(Sweep.Point::value).containsExactly(0.001, 0.01, 0.1);
        assertThat(lambda.points())
                .extracting(point -> point.objective().objective())
                .containsExactly("objective 2", "objective 3", "objective 1");
        assertThat(lambda.without().orElseThrow().objective()).isEqualTo("objective 0");
        assertThat(lambda.isLogarithmic()).isTrue();
        assertThat(lambda.fileName()).isEqualTo("center-weight-djl");
        Sweep alpha = sweeps.get(1);
        assertThat(alpha.points()).extracting(Sweep.Point::value).containsExactly(0.1, 0.5, 1.0);
        assertThat(alpha.without()).isEmpty();
        assertThat(alpha.isLogarithmic()).isFalse();
    }

    @Test
    void otherDifferencesMakeNoSweep() {
        assertThat(Sweep.of(run(
                        List.of(center(0.1, "0.5")),
                        List.of(center(0.2, "0.6")),
                        List.of(center(0.3, "0.7")),
                        List.of(SOFTMAX, center(0.1, "0.5")),
                        List.of(SOFTMAX, center(0.2, "0.5")))))
                .isEmpty();
        assertThat(Sweep.of(RecordedRuns.of(SampleRun.manifest(), SampleRun.trials())))
                .isEmpty();
    }

    /** As tuning does, which gives each objective a learning rate of its own. */
    @Test
    void otherOptimizersBatchesOrNetworksMakeNoSweep() {
        List<TrialRecord> trials = trials(
                List.of(SOFTMAX),
                List.of(SOFTMAX, center(0.1, "0.5")),
                List.of(SOFTMAX, center(0.01, "0.5")),
                List.of(SOFTMAX, center(0.001, "0.5")));
        assertThat(Sweep.of(runOf(trials)).get(0).without()).isPresent();
        TrialSetup setup = trials.get(0).setup();
        for (TrialSetup other : List.of(
                Variant.of(setup, "optimizer", new OptimizerRecord("sgd", Map.of("learningRate", "0.1"))),
                Variant.of(setup, "batch", Map.of("size", "64")),
                Variant.of(setup, "network", Variant.of(setup.network(), "name", "mlp")))) {
            assertThat(Sweep.of(runOf(with(trials, 3, other)))).isEmpty();
            assertThat(Sweep.of(runOf(with(trials, 0, other))))
                    .singleElement()
                    .satisfies(sweep -> assertThat(sweep.without()).isEmpty());
        }
    }

    /** What is done with small classes is recorded only where there are some, which depends on the seed. */
    @Test
    void theTreatmentOfSmallClassesIsNoOtherSetting() {
        List<TrialRecord> trials = trials(
                List.of(SOFTMAX),
                List.of(SOFTMAX, center(0.1, "0.5")),
                List.of(SOFTMAX, center(0.01, "0.5")),
                List.of(SOFTMAX, center(0.001, "0.5")));
        TrialSetup setup = trials.get(0).setup();
        Map<String, String> batch = new LinkedHashMap<>(setup.batch());
        batch.put("smallClasses", "skip");
        TrialSetup withSmall = Variant.of(setup, "batch", batch);
        assertThat(Sweep.of(runOf(with(with(trials, 0, withSmall), 2, withSmall))))
                .singleElement()
                .satisfies(sweep -> {
                    assertThat(sweep.points()).hasSize(3);
                    assertThat(sweep.without()).isPresent();
                });
    }

    /** One of the trials with all of another setup but its objective. */
    private static List<TrialRecord> with(List<TrialRecord> trials, int index, TrialSetup other) {
        List<TrialRecord> changed = new ArrayList<>(trials);
        TrialSetup own = trials.get(index).setup();
        changed.set(
                index,
                Variant.of(
                        trials.get(index),
                        "setup",
                        Variant.of(other, "objective", own.objective(), "terms", own.terms())));
        return changed;
    }

    @Test
    void objectivesWithOneValueAreAllPoints() {
        assertThat(Sweep.of(run(
                        List.of(center(0.1, "0.5")),
                        List.of(center(0.2, "0.5")),
                        List.of(center(0.3, "0.5")),
                        List.of(center(0.2, "0.5")))))
                .singleElement()
                .satisfies(sweep -> assertThat(sweep.points())
                        .extracting(point -> point.objective().objective())
                        .containsExactly("objective 0", "objective 1", "objective 3", "objective 2"));
        assertThat(Sweep.of(run(List.of(center(0.1, "0.5")), List.of(center(0.2, "0.5")), List.of(center(0.2, "0.5")))))
                .isEmpty();
    }

    @Test
    void wordsAreNoSweep() {
        List<List<Term>> objectives = new ArrayList<>();
        for (String mining : List.of("all", "hard", "semi-hard")) {
            objectives.add(List.of(new Term("triplet", 1, Map.of("mining", mining))));
        }
        assertThat(Sweep.of(run(objectives.get(0), objectives.get(1), objectives.get(2))))
                .isEmpty();
    }

    private static Term center(double weight, String alpha) {
        Map<String, String> hyperparameters = new LinkedHashMap<>();
        hyperparameters.put("update", "paper");
        hyperparameters.put("alpha", alpha);
        return new Term("center", weight, hyperparameters);
    }

    @SafeVarargs
    private static RecordedRuns run(List<Term>... objectives) {
        return runOf(trials(objectives));
    }

    @SafeVarargs
    private static List<TrialRecord> trials(List<Term>... objectives) {
        List<TrialRecord> trials = new ArrayList<>();
        for (int i = 0; i < objectives.length; i++) {
            trials.add(SampleTrials.withTerms("objective " + i, "o" + i, 1, 0.9, objectives[i]));
        }
        return trials;
    }

    private static RecordedRuns runOf(List<TrialRecord> trials) {
        return RecordedRuns.of(
                SampleRun.manifest("sweep", trials.stream().map(TrialRecord::id).toList()), trials);
    }
}
