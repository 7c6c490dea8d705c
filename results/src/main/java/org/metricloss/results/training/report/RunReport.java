package org.metricloss.results.training.report;

import java.util.List;
import org.metricloss.results.report.Report;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.classes.ClassSection;
import org.metricloss.results.training.comparison.ComparisonSection;
import org.metricloss.results.training.equivalence.EquivalenceSection;
import org.metricloss.results.training.fairness.FairnessSection;
import org.metricloss.results.training.pareto.ParetoSection;
import org.metricloss.results.training.parity.ParitySection;
import org.metricloss.results.training.run.RecordedRuns;
import org.metricloss.results.training.summary.AnswerSection;
import org.metricloss.results.training.summary.RunSummary;
import org.metricloss.results.training.summary.SummarySection;
import org.metricloss.results.training.summary.TrialCostSection;
import org.metricloss.results.training.sweep.SweepSection;
import org.metricloss.results.training.time.TimeToTargetSection;
import org.metricloss.results.training.tuning.TuningSection;

/** The report of a run of the training study, or of several runs that are compared. */
public final class RunReport {
    private RunReport() {}

    /**
     * {@return the report; a new section is a class of its own and one line here}
     *
     * @param summary the results
     */
    public static Report of(RunSummary summary) {
        RecordedRuns runs = summary.recorded();
        return new Report(List.of(
                new AnswerSection(summary),
                new ParetoSection(summary.pareto()),
                new EmbeddingSection(runs),
                new SweepSection(runs, summary.sweeps()),
                new SummarySection(runs),
                new ComparisonSection(runs, summary.comparisons()),
                new FairnessSection(runs, summary.fairness()),
                new TuningSection(runs, summary.selections()),
                new ParitySection(runs, summary.parity()),
                new EquivalenceSection(runs, summary.equivalence()),
                new TrialCostSection(runs),
                new TrainingSection(runs),
                new TimeToTargetSection(runs, summary.timesToTarget()),
                new DiagnosticsSection(runs),
                new ClassSection(runs, summary.classes()),
                new GallerySection(runs),
                new AugmentationSection(runs),
                new FailureSection(runs),
                new TrialSection(runs),
                new ProvenanceSection(runs)));
    }

    /**
     * Writes tables, both reports and their figures as files, from the folder alone. Older files are replaced.
     *
     * @param folder a run, ended or not
     * @return the summary that they show
     * @throws ResultsException if a record cannot be read, trials may not be averaged, or a file cannot be written
     */
    public static RunSummary write(RunFolder folder) {
        RunSummary summary = RunSummary.of(folder);
        of(summary).write(folder.derivedFiles());
        return summary;
    }
}
