package org.metricloss.results.figure;

import java.util.List;
import org.metricloss.results.SampleRun;
import org.metricloss.results.record.Term;
import org.metricloss.results.record.TrialRecord;
import org.metricloss.results.record.TrialSetup;

/** Trials like those of {@link SampleRun}, with other terms. */
public final class SampleTrials {
    private SampleTrials() {}

    /** A finished trial of that objective. */
    public static TrialRecord withTerms(String objective, String slug, int seed, double recall, List<Term> terms) {
        TrialRecord trial = SampleRun.finished(objective, slug, seed, recall, 0.5);
        TrialSetup old = trial.setup();
        TrialSetup setup = new TrialSetup(
                old.objective(),
                terms,
                old.engine(),
                old.device(),
                old.threads(),
                old.seed(),
                old.dataset(),
                old.network(),
                old.optimizer(),
                old.batch(),
                old.versions());
        return TrialRecord.finished(trial.id(), setup, trial.cost(), trial.epochs(), trial.measures());
    }
}
