package org.metricloss.results.training.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.TunedSetting;
import org.metricloss.results.training.run.RecordedRun;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * Which setting an objective was compared with, in a run that tunes.
 *
 * @param run the run
 * @param objective the objective's name
 * @param tuning how it was tuned; empty if it was not
 * @param chosen the setting that the trials on the test part were given; empty if none has ended or it was not tuned
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
                .map(name -> new Selection(
                        run,
                        name,
                        tunings.stream()
                                .filter(tuning -> tuning.objective().equals(name))
                                .findFirst(),
                        chosen(name, run.trials())))
                .toList();
    }

    private static Optional<TunedSetting> chosen(String objective, List<TrialRecord> trials) {
        return trials.stream()
                .filter(trial -> trial.setup().objective().equals(objective))
                .flatMap(trial -> trial.setup().tuned().stream())
                .findFirst();
    }

    /** {@return the chosen setting as it was judged at the last rung, if that is on record} */
    public Optional<TriedSetting> judged() {
        return tuning.flatMap(tuned -> chosen.flatMap(setting -> tuned.ofLastRung(setting.number())));
    }
}
