package org.metricloss.results.training.summary;

import java.util.List;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.classes.ClassResults;
import org.metricloss.results.training.comparison.Comparison;
import org.metricloss.results.training.comparison.Comparisons;
import org.metricloss.results.training.equivalence.EngineEquivalence;
import org.metricloss.results.training.fairness.FairnessLedger;
import org.metricloss.results.training.pareto.ParetoSet;
import org.metricloss.results.training.parity.EngineComparison;
import org.metricloss.results.training.parity.ParityPoint;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.RecordedRun;
import org.metricloss.results.training.run.RecordedRuns;
import org.metricloss.results.training.sweep.Sweep;
import org.metricloss.results.training.time.TimeToTarget;
import org.metricloss.results.training.tuning.Selection;

/**
 * All results of a run, or of several runs together, each computed once. Reports and the terminal summary are made from
 * it.
 *
 * @param recorded the runs
 * @param comparisons each objective with the baseline, by measure and engine
 * @param pareto accuracy against training time
 * @param fairness the conditions that were equal in each comparison, and those that were not
 * @param selections which settings tuning chose
 * @param timesToTarget how long each objective took to its target
 * @param parity the differences between engines, if a single run has several; empty for several runs
 * @param equivalence how equivalent the engines of a single run are, if its experiment asks for the test
 * @param sweeps objectives of a run that differ only in one number
 * @param classes how each class of the test part did
 */
public record RunSummary(
        RecordedRuns recorded,
        List<Comparison> comparisons,
        ParetoSet pareto,
        List<FairnessLedger> fairness,
        List<Selection> selections,
        List<TimeToTarget> timesToTarget,
        List<ParityPoint> parity,
        List<EngineEquivalence> equivalence,
        List<Sweep> sweeps,
        ClassResults classes) {
    /** Copies its lists. */
    public RunSummary {
        comparisons = List.copyOf(comparisons);
        fairness = List.copyOf(fairness);
        selections = List.copyOf(selections);
        timesToTarget = List.copyOf(timesToTarget);
        parity = List.copyOf(parity);
        equivalence = List.copyOf(equivalence);
        sweeps = List.copyOf(sweeps);
    }

    /**
     * {@return the current results of a run}
     *
     * @param folder a run, ended or not
     * @throws ResultsException if a record cannot be read or trials may not be averaged, see {@link
     *     RecordedRuns#of(Manifest, List)}
     */
    public static RunSummary of(RunFolder folder) {
        return of(List.of(folder));
    }

    /**
     * {@return the current results of several runs, also if they are not comparable}
     *
     * @param folders runs, ended or not, at least one; the first names the baseline
     * @throws ResultsException as {@link #of(RunFolder)}
     */
    public static RunSummary of(List<RunFolder> folders) {
        return of(RecordedRuns.of(folders));
    }

    /**
     * {@return the results without artifacts: engines are compared only by losses and measures}
     *
     * @param manifest the plan of the run
     * @param trials its ended trials
     * @throws ResultsException as {@link #of(RunFolder)}
     */
    public static RunSummary of(Manifest manifest, List<TrialRecord> trials) {
        return of(RecordedRuns.of(manifest, trials));
    }

    private static RunSummary of(RecordedRuns runs) {
        return new RunSummary(
                runs,
                Comparisons.of(runs),
                ParetoSet.of(runs),
                FairnessLedger.of(runs),
                Selection.of(runs),
                TimeToTarget.of(runs),
                parity(runs.runs()),
                EngineEquivalence.of(runs),
                runs.each().stream().flatMap(run -> Sweep.of(run).stream()).toList(),
                ClassResults.of(runs));
    }

    private static List<ParityPoint> parity(List<RecordedRun> runs) {
        return runs.size() == 1
                ? EngineComparison.of(runs.get(0).trials(), runs.get(0).folder())
                : List.of();
    }
}
