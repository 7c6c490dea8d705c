package org.metricloss.results.summary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.metricloss.results.parity.EngineComparison;
import org.metricloss.results.parity.ParityPoint;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.Measure;
import org.metricloss.results.record.TrialRecord;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/**
 * What the trials of a run say together. Everything that is shown of a run is made from this.
 *
 * @param manifest what the run set out to do
 * @param trials its ended trials in the order of the plan
 * @param objectives one summary per objective and engine, in order of first appearance
 * @param comparisons each objective with the baseline, by measure and engine
 * @param parity how far its engines are apart, where it has several
 */
public record RunSummary(
        Manifest manifest,
        List<TrialRecord> trials,
        List<ObjectiveSummary> objectives,
        List<Comparison> comparisons,
        List<ParityPoint> parity) {
    /** Copies its lists. */
    public RunSummary {
        trials = List.copyOf(trials);
        objectives = List.copyOf(objectives);
        comparisons = List.copyOf(comparisons);
        parity = List.copyOf(parity);
    }

    /**
     * @param folder a run, ended or not
     * @return its summary as of now
     * @throws ResultsException where a record cannot be read or trials may not be averaged, see {@link #of(Manifest, List)}
     */
    public static RunSummary of(RunFolder folder) {
        return of(folder.manifest(), folder.trials(), Optional.of(folder));
    }

    /**
     * @param manifest what the run set out to do
     * @param trials its ended trials
     * @return their summary, without what their artifacts tell: engines are compared by losses and measures alone
     * @throws ResultsException where two trials of one objective and engine have the same seed or differ in more than the seed
     */
    public static RunSummary of(Manifest manifest, List<TrialRecord> trials) {
        return of(manifest, trials, Optional.empty());
    }

    private static RunSummary of(Manifest manifest, List<TrialRecord> trials, Optional<RunFolder> folder) {
        Map<List<String>, List<TrialRecord>> groups = new LinkedHashMap<>();
        for (TrialRecord trial : trials) {
            List<String> key = List.of(trial.setup().objective(), trial.setup().engine());
            List<TrialRecord> group = groups.computeIfAbsent(key, unseen -> new ArrayList<>());
            group.forEach(other -> requireRepeat(other, trial));
            group.add(trial);
        }
        List<ObjectiveSummary> objectives =
                groups.values().stream().map(ObjectiveSummary::of).toList();
        return new RunSummary(
                manifest,
                trials,
                objectives,
                Comparisons.of(manifest.baseline(), objectives),
                EngineComparison.of(trials, folder));
    }

    /** @return how many planned trials have not ended */
    public int pending() {
        return manifest.trials().size() - trials.size();
    }

    /** @return the trials that ended without finishing, in the order of the plan */
    public List<TrialRecord> failures() {
        return trials.stream().filter(trial -> !trial.isFinished()).toList();
    }

    /** @return the names of all measures on record: those of {@link Measure} first, then others as they appear */
    public List<String> measures() {
        Set<String> recorded = new LinkedHashSet<>();
        trials.forEach(trial -> recorded.addAll(trial.measures().keySet()));
        Set<String> ordered = new LinkedHashSet<>();
        Stream.of(Measure.values()).map(Measure::id).filter(recorded::contains).forEach(ordered::add);
        ordered.addAll(recorded);
        return List.copyOf(ordered);
    }

    private static void requireRepeat(TrialRecord first, TrialRecord second) {
        String both = "trials " + first.id() + " and " + second.id() + " have the same objective and engine ";
        if (first.setup().seed() == second.setup().seed()) {
            throw new ResultsException(both + "and the same seed: a seed is one repeat, so they cannot both count");
        }
        if (!first.setup().isRepeatOf(second.setup())) {
            throw new ResultsException(
                    both + "but differ in more than the seed: their objectives need different names");
        }
    }
}
