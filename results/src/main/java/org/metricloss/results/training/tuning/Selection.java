package org.metricloss.results.training.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.TunedSetting;
import org.metricloss.results.training.run.RecordedRun;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * The setting that tuning chose for the comparison of an objective.
 *
 * @param run the run
 * @param objective the objective's name
 * @param tuning its tuning; empty if it was not tuned
 * @param chosen the setting of the trials on the test part; empty if no such trial has ended, the objective was not
 *     tuned, or no setting could be judged
 */
public record Selection(
        RecordedRun run, String objective, Optional<ObjectiveTuning> tuning, Optional<TunedSetting> chosen) {
    /**
     * {@return one entry for each objective of each run that tunes, in order of first appearance}
     *
     * @param runs the runs
     */
    public static List<Selection> of(RecordedRuns runs) {
        return runs.runs().stream().flatMap(run -> of(run).stream()).toList();
    }

    private static List<Selection> of(RecordedRun run) {
        List<ObjectiveTuning> tunings = ObjectiveTuning.of(run.tuning(), run.measures());
        if (tunings.isEmpty()) {
            return List.of();
        }
        List<String> objectives =
                new ArrayList<>(tunings.stream().map(ObjectiveTuning::objective).toList());
        run.trials().stream()
                .map(trial -> trial.setup().objective())
                .filter(name -> !objectives.contains(name))
                .distinct()
                .forEach(objectives::add);
        return objectives.stream()
                .map(name -> {
                    Optional<ObjectiveTuning> tuning = tunings.stream()
                            .filter(one -> one.objective().equals(name))
                            .findFirst();
                    return new Selection(run, name, tuning, chosen(name, tuning, run.trials()));
                })
                .toList();
    }

    /** If no setting could be judged, the trials of the objective fail, but their records have a setting all the same. */
    private static Optional<TunedSetting> chosen(
            String objective, Optional<ObjectiveTuning> tuning, List<TrialRecord> trials) {
        return trials.stream()
                .filter(trial -> trial.setup().objective().equals(objective)
                        && (trial.isFinished()
                                || tuning.filter(ObjectiveTuning::isWithoutChoice)
                                        .isEmpty()))
                .flatMap(trial -> trial.setup().tuned().stream())
                .findFirst();
    }

    /** {@return whether its tuning has ended without a setting that could be judged} */
    boolean isWithoutChoice() {
        return chosen.isEmpty()
                && run.trials().stream()
                        .anyMatch(trial -> trial.setup().objective().equals(objective)
                                && trial.setup().tuned().isPresent());
    }

    /** {@return the results of the chosen setting at the last rung, if they are recorded} */
    public Optional<TriedSetting> judged() {
        return tuning.flatMap(tuned -> chosen.flatMap(setting -> tuned.ofLastRung(setting.number())));
    }
}
