package org.metricloss.results.training.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.table.Columns;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.record.TrialRecord;

/**
 * The trials of one run, or of several runs together. All results are derived from them.
 *
 * @param runs the runs, at least one; the first names the baseline
 * @param objectives one summary per objective and engine, in order of first appearance. Repeats in several runs form
 *     one summary if the runs are comparable and no seed occurs twice; otherwise they stay separate
 * @param notComparable the differences that make other runs incomparable with the first, a few words each; empty if
 *     there are none
 */
public record RecordedRuns(List<RecordedRun> runs, List<ObjectiveSummary> objectives, List<String> notComparable) {
    /** The most objectives that a figure shows. */
    public static final int MOST_DRAWN = 40;

    /** A row of the page names at most this number of trials in the command that runs them again. */
    private static final int MOST_IN_A_COMMAND = 100;

    /** Copies its lists. */
    public RecordedRuns {
        runs = List.copyOf(runs);
        objectives = List.copyOf(objectives);
        notComparable = List.copyOf(notComparable);
    }

    /**
     * {@return the trials that have ended by now, including those of runs that are not comparable}
     *
     * @param folders runs, ended or not, at least one; the first names the baseline
     * @throws ResultsException if a record cannot be read or trials may not be averaged, see {@link #of(Manifest,
     *     List)}
     */
    public static RecordedRuns of(List<RunFolder> folders) {
        List<String> labels = RunLabels.of(folders);
        List<RecordedRun> runs = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            RunFolder folder = folders.get(i);
            runs.add(RecordedRun.of(
                    labels.get(i), Optional.of(folder), folder.manifest(), folder.records(TrialRecord.class)));
        }
        return ofRuns(runs);
    }

    /**
     * {@return the trials of a run without its folder}
     *
     * @param manifest the plan of the run
     * @param trials its ended trials
     * @throws ResultsException if two trials of one objective and engine have the same seed or differ in more than the
     *     seed
     */
    public static RecordedRuns of(Manifest manifest, List<TrialRecord> trials) {
        return ofRuns(List.of(RecordedRun.of(manifest.name(), Optional.empty(), manifest, trials)));
    }

    private static RecordedRuns ofRuns(List<RecordedRun> runs) {
        return new RecordedRuns(runs, ObjectiveGroups.of(runs), Comparability.differences(runs));
    }

    /** {@return each of the runs separately} */
    public List<RecordedRuns> each() {
        return runs.size() == 1
                ? List.of(this)
                : runs.stream().map(run -> ofRuns(List.of(run))).toList();
    }

    /** {@return the plan of the run; of several runs the plan of the first, which names the baseline} */
    public Manifest manifest() {
        return runs.get(0).manifest();
    }

    /** {@return the run's name; of several runs what is compared, such as {@code 2 runs of quickstart compared: A and B}} */
    public String title() {
        if (runs.size() == 1) {
            return runs.get(0).label();
        }
        String labels = NumberText.list(runs.stream().map(RecordedRun::label).toList());
        List<String> names =
                runs.stream().map(run -> run.manifest().name()).distinct().toList();
        return names.size() == 1
                ? runs.size() + " runs of " + names.get(0) + " compared: " + labels
                : labels + " compared";
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

    /**
     * {@return the ended trials of an objective on an engine}
     *
     * @param objective the name of one of {@link #objectives()}
     * @param engine its engine
     */
    public List<TrialRecord> trials(String objective, String engine) {
        return objectives.stream()
                .filter(row -> row.objective().equals(objective) && row.engine().equals(engine))
                .flatMap(row -> row.trials().stream())
                .toList();
    }

    /** {@return the trials of {@link #trials()} that ended without finishing, in the order of the plan} */
    public List<TrialRecord> failures() {
        return trials().stream().filter(trial -> !trial.isFinished()).toList();
    }

    /** {@return the best mean of the primary measure and its objective, in a few words; empty if no trial finished} */
    public Optional<String> headline() {
        return objectives.stream()
                .filter(objective -> objective.measures().containsKey(RunMeasures.PRIMARY))
                .max(Comparator.comparingDouble(objective ->
                        objective.measures().get(RunMeasures.PRIMARY).mean()))
                .map(best -> "%s %s with %s"
                        .formatted(
                                describedMeasures().title(RunMeasures.PRIMARY),
                                NumberText.measure(
                                        best.measures().get(RunMeasures.PRIMARY).mean()),
                                best.objective()));
    }

    /** {@return how many trials were planned, tuning trials included} */
    public int planned() {
        return runs.stream().mapToInt(run -> run.manifest().trials().size()).sum();
    }

    /** {@return the objectives that figures show: at most the first {@value #MOST_DRAWN}, more cannot be told apart} */
    public List<ObjectiveSummary> drawn() {
        return objectives.subList(0, Math.min(MOST_DRAWN, objectives.size()));
    }

    /** {@return a sentence on the objectives that figures leave out, after a space; empty if they show all} */
    public String undrawn() {
        return objectives.size() <= MOST_DRAWN
                ? ""
                : " Shown are the first " + MOST_DRAWN + " of " + objectives.size()
                        + " objectives; the tables hold all of them.";
    }

    /** {@return whether finished trials of a run ran on machines that differ in processor, cores or GPU} */
    public boolean hasUnlikeMachines() {
        return runs.stream().anyMatch(RecordedRun::hasUnlikeMachines);
    }

    /** {@return how many planned trials have not ended} */
    public int pending() {
        return planned() - trials().size() - tuning().size();
    }

    /** {@return the measures that the runs describe} */
    public RunMeasures describedMeasures() {
        return RunMeasures.of(runs.stream().map(RecordedRun::manifest).toList());
    }

    /**
     * {@return the ids of all recorded measures: first the measures that the runs describe, then others in order of
     * appearance}
     */
    public List<String> measures() {
        Set<String> recorded = new LinkedHashSet<>();
        trials().forEach(trial -> recorded.addAll(trial.measures().keySet()));
        return describedMeasures().ordered(recorded);
    }

    /** {@return the name of the baseline in {@link #objectives()}; if it has no trial, its name in the first run} */
    public String baseline() {
        return objectives.stream()
                .filter(this::isBaseline)
                .map(ObjectiveSummary::objective)
                .findFirst()
                .orElse(manifest().baseline());
    }

    /** {@return whether an objective is the baseline} */
    public boolean isBaseline(ObjectiveSummary objective) {
        return objective.runs().contains(runs.get(0).label())
                && objective
                        .trials()
                        .get(0)
                        .setup()
                        .objective()
                        .equals(manifest().baseline());
    }

    /** {@return whether there are several engines, so that the names of objectives must include the engine} */
    public boolean hasEngines() {
        return objectives.stream().map(ObjectiveSummary::engine).distinct().count() > 1;
    }

    /** {@return the objective's name in figures and sentences, with its engine if there are several} */
    public String name(ObjectiveSummary objective) {
        return hasEngines() ? objective.objective() + " on " + objective.engine() : objective.objective();
    }

    /**
     * {@return the objective's style, see {@link Palette}: its colour follows from the place of its name in alphabetical
     * order, so it is the same in every figure and in every report of the same objectives; engines differ in the shape}
     */
    public int style(ObjectiveSummary objective) {
        List<String> names = objectives.stream()
                .map(ObjectiveSummary::objective)
                .distinct()
                .sorted()
                .toList();
        List<String> engines = objectives.stream()
                .map(ObjectiveSummary::engine)
                .distinct()
                .sorted()
                .toList();
        int blocks = (names.size() + Palette.COLOUR_COUNT - 1) / Palette.COLOUR_COUNT;
        return (names.indexOf(objective.objective())
                        + Palette.COLOUR_COUNT * blocks * engines.indexOf(objective.engine()))
                % Palette.SIZE;
    }

    /**
     * {@return the prefix that distinguishes the pictures of one run from the pictures of others: its label and a
     * colon; empty if there is only one run}
     *
     * @param one one of {@link #each()}
     */
    public String prefix(RecordedRuns one) {
        return runs.size() == 1 ? "" : one.title() + ": ";
    }

    /** {@return the commands that run trials of these runs again} */
    public ReproduceCommands commands() {
        return new ReproduceCommands(runs);
    }

    /**
     * Adds the origin of each row: the command that runs its trials again, as a column of the file and as the row's
     * details.
     *
     * @param columns the other columns
     * @param trials the trials from which a row is computed
     * @param <T> the type of the rows
     * @return the same columns
     */
    public <T> Columns<T> withSource(Columns<T> columns, Function<T, List<TrialRecord>> trials) {
        ReproduceCommands commands = commands();
        return columns.text("command", row -> commands.of(trials.apply(row)))
                .details(row -> source(commands, trials.apply(row)));
    }

    private static String source(ReproduceCommands commands, List<TrialRecord> trials) {
        if (trials.size() > MOST_IN_A_COMMAND) {
            return "It is made of " + trials.size()
                    + " trials. The column \"command\" of the table's file holds the command that runs them again.";
        }
        return trials.isEmpty() ? "Made of no trial." : "To run its trials again:\n" + commands.of(trials);
    }

    /**
     * {@return the trials of an objective and of the baseline on the same engine, as used in a comparison}
     *
     * @param objective the name of one of {@link #objectives()}
     * @param engine its engine
     */
    public List<TrialRecord> besideBaseline(String objective, String engine) {
        List<TrialRecord> trials = new ArrayList<>(trials(baseline(), engine));
        trials.addAll(trials(objective, engine));
        return trials;
    }
}
