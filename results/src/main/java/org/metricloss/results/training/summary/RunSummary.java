package org.metricloss.results.training.summary;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.comparison.Comparison;
import org.metricloss.results.training.comparison.Comparisons;
import org.metricloss.results.training.parity.EngineComparison;
import org.metricloss.results.training.parity.ParityPoint;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.Comparability;
import org.metricloss.results.training.run.ObjectiveRows;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRun;
import org.metricloss.results.training.run.RunLabels;

/**
 * What the trials of a run, or of several runs beside each other, say together. Everything that is shown of runs is made
 * from this.
 *
 * @param runs the runs, at least one; the first names the baseline
 * @param objectives one summary per objective and engine, in order of first appearance. Repeats of one thing in several runs
 *     are one summary, if the runs are comparable and no seed occurs twice; anything else stays apart
 * @param comparisons each objective with the baseline, by measure and engine
 * @param parity how far the engines are apart, where one run has several; empty of several runs
 * @param notComparable what makes other runs incomparable with the first, a few words each; empty where nothing does
 */
public record RunSummary(
        List<RecordedRun> runs,
        List<ObjectiveSummary> objectives,
        List<Comparison> comparisons,
        List<ParityPoint> parity,
        List<String> notComparable) {
    /** Copies its lists. */
    public RunSummary {
        runs = List.copyOf(runs);
        objectives = List.copyOf(objectives);
        comparisons = List.copyOf(comparisons);
        parity = List.copyOf(parity);
        notComparable = List.copyOf(notComparable);
    }

    /**
     * {@return its summary as of now}
     *
     * @param folder a run, ended or not
     * @throws ResultsException where a record cannot be read or trials may not be averaged, see {@link #of(Manifest, List)}
     */
    public static RunSummary of(RunFolder folder) {
        return of(folder.manifest(), folder.records(TrialRecord.class), Optional.of(folder));
    }

    /**
     * {@return their summary as of now. Runs that are not comparable are summarised, too: it says why they are not}
     *
     * @param folders runs, ended or not, at least one; the first names the baseline
     * @throws ResultsException as {@link #of(RunFolder)}
     */
    public static RunSummary of(List<RunFolder> folders) {
        if (folders.size() == 1) {
            return of(folders.get(0));
        }
        List<String> labels = RunLabels.of(folders);
        List<RecordedRun> runs = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            RunFolder folder = folders.get(i);
            runs.add(RecordedRun.of(
                    labels.get(i), Optional.of(folder.path()), folder.manifest(), folder.records(TrialRecord.class)));
        }
        return of(runs, List.of());
    }

    /**
     * {@return their summary, without what their artifacts tell: engines are compared by losses and measures alone}
     *
     * @param manifest what the run set out to do
     * @param trials its ended trials
     * @throws ResultsException where two trials of one objective and engine have the same seed or differ in more than the seed
     */
    public static RunSummary of(Manifest manifest, List<TrialRecord> trials) {
        return of(manifest, trials, Optional.empty());
    }

    private static RunSummary of(Manifest manifest, List<TrialRecord> trials, Optional<RunFolder> folder) {
        RecordedRun run = RecordedRun.of(manifest.name(), folder.map(RunFolder::path), manifest, trials);
        return of(List.of(run), EngineComparison.of(run.trials(), folder));
    }

    private static RunSummary of(List<RecordedRun> runs, List<ParityPoint> parity) {
        List<ObjectiveSummary> objectives = ObjectiveRows.of(runs);
        return new RunSummary(
                runs,
                objectives,
                Comparisons.of(objective -> isBaseline(objective, runs.get(0)), objectives, describedMeasures(runs)),
                parity,
                Comparability.differences(runs));
    }

    /** {@return what the run set out to do; of several runs the first one, which names the baseline} */
    public Manifest manifest() {
        return runs.get(0).manifest();
    }

    /** {@return the ended trials that tune, run by run in the order of the plan} */
    public List<TrialRecord> tuning() {
        return runs.stream().flatMap(run -> run.tuning().stream()).toList();
    }

    /**
     * {@return the ended trials that were tested, run by run in the order of the plan; an id may occur in several runs}
     */
    public List<TrialRecord> trials() {
        return runs.stream().flatMap(run -> run.trials().stream()).toList();
    }

    /** {@return the run's name, or the names of all} */
    public String title() {
        return runs.stream().map(RecordedRun::label).collect(Collectors.joining(", "));
    }

    /** {@return the baseline's name as it stands in {@link #objectives()} and comparisons} */
    public String baseline() {
        return objectives.stream()
                .filter(this::isBaseline)
                .map(ObjectiveSummary::objective)
                .findFirst()
                .orElse(manifest().baseline());
    }

    /** {@return whether an objective of this summary is what the others are compared with} */
    public boolean isBaseline(ObjectiveSummary objective) {
        return isBaseline(objective, runs.get(0));
    }

    private static boolean isBaseline(ObjectiveSummary objective, RecordedRun first) {
        return objective.runs().contains(first.label())
                && objective
                        .trials()
                        .get(0)
                        .setup()
                        .objective()
                        .equals(first.manifest().baseline());
    }

    /** {@return how many trials were planned, those that tune included} */
    public int planned() {
        return runs.stream().mapToInt(run -> run.manifest().trials().size()).sum();
    }

    /** {@return how many planned trials have not ended} */
    public int pending() {
        return planned() - trials().size() - tuning().size();
    }

    /** {@return the trials of {@link #trials()} that ended without finishing, in the order of the plan} */
    public List<TrialRecord> failures() {
        return trials().stream().filter(trial -> !trial.isFinished()).toList();
    }

    /** {@return the measures that the runs describe} */
    public RunMeasures describedMeasures() {
        return describedMeasures(runs);
    }

    private static RunMeasures describedMeasures(List<RecordedRun> runs) {
        return RunMeasures.of(runs.stream().map(RecordedRun::manifest).toList());
    }

    /** {@return the ids of all measures on record: those that the runs describe first, then others as they appear} */
    public List<String> measures() {
        Set<String> recorded = new LinkedHashSet<>();
        trials().forEach(trial -> recorded.addAll(trial.measures().keySet()));
        return describedMeasures().ordered(recorded);
    }

    /**
     * {@return the commands that run them again, one for each run that has some, joined by {@code &&}; empty for no
     * trials}
     *
     * @param trials some of its trials
     */
    public String command(Collection<TrialRecord> trials) {
        return runs.stream()
                .map(run -> run.command(trials))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" && "));
    }

    /**
     * {@return its trials}
     *
     * @param objective an objective of this summary
     * @param engine an engine of it
     */
    public List<TrialRecord> trials(String objective, String engine) {
        return objectives.stream()
                .filter(row -> row.objective().equals(objective) && row.engine().equals(engine))
                .flatMap(row -> row.trials().stream())
                .toList();
    }
}
