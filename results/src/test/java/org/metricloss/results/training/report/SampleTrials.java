package org.metricloss.results.training.report;

import java.util.List;
import org.metricloss.results.SampleRun;
import org.metricloss.results.Variant;
import org.metricloss.results.record.Term;
import org.metricloss.results.training.record.TrialRecord;

/** Trials like those of {@link SampleRun}, with other terms. */
public final class SampleTrials {
    private SampleTrials() {}

    /** A finished trial of that objective. */
    public static TrialRecord withTerms(String objective, String slug, int seed, double recall, List<Term> terms) {
        TrialRecord trial = SampleRun.finished(objective, slug, seed, recall, 0.5);
        return Variant.of(trial, "setup", Variant.of(trial.setup(), "terms", terms));
    }
}
