package org.metricloss.experiments.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.training.setting.ObjectiveSetting;
import org.metricloss.experiments.training.setting.TuneSetting;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.TunedSetting;
import org.metricloss.results.training.record.TuningStep;
import org.metricloss.results.training.tuning.ObjectiveTuning;
import org.metricloss.results.training.tuning.TriedSetting;

/**
 * The trials with which a run tunes its objectives. The trials are known from the start: the number of trials of a rung
 * is its number of places times the number of folds. The setting of each place is known for the first rung. For later
 * rungs it follows from the records of the previous rung, so a resumed run continues as without the interruption.
 */
final class TuningPlan {
    /** The reason in the records of trials that would test an objective of which no setting could be judged. */
    static final String WITHOUT_CHOICE = "no setting could be judged in tuning, so none was chosen";

    /**
     * One trial, independent of its setting.
     *
     * @param objective the tuned objective
     * @param rung counted from 1
     * @param place the setting's place in the rung, counted from 1; the best setting of the previous rung is first
     * @param fold the fold on which it is evaluated, counted from 1
     */
    private record Slot(String objective, int rung, int place, int fold) {}

    private final TuneSetting tune;
    private final String engine;
    private final Map<String, List<Map<String, String>>> settings = new LinkedHashMap<>();
    private final List<Map<String, Slot>> rungs = new ArrayList<>();

    private TuningPlan(TuneSetting tune, String engine) {
        this.tune = tune;
        this.engine = engine;
    }

    /** {@return the tuning of an experiment, on the first of its engines; empty if it is not tuned} */
    static Optional<TuningPlan> of(Experiment experiment, TrialIds ids) {
        return experiment.tune().map(tune -> {
            TuningPlan plan = new TuningPlan(tune, experiment.engines().get(0));
            experiment.objectives().stream()
                    .map(ObjectiveSetting::name)
                    .forEach(objective -> plan.settings.put(objective, tune.settings(objective)));
            int rungs =
                    plan.settings.keySet().stream().mapToInt(plan::rungs).max().orElse(0);
            for (int rung = 1; rung <= rungs; rung++) {
                plan.rungs.add(plan.rung(rung, ids));
            }
            return plan;
        });
    }

    /** Objectives are the innermost loop, so that a drift of the machine affects all of them equally. */
    private Map<String, Slot> rung(int rung, TrialIds ids) {
        Map<String, Slot> slots = new LinkedHashMap<>();
        for (int place = 1; place <= tune.trials(); place++) {
            for (int fold = 1; fold <= tune.folds(); fold++) {
                for (String objective : settings.keySet()) {
                    if (place <= settings(objective, rung)) {
                        String step = String.format(Locale.ROOT, "tune-%d-%02d.fold-%d", rung, place, fold);
                        slots.put(ids.id(objective, engine, step), new Slot(objective, rung, place, fold));
                    }
                }
            }
        }
        return slots;
    }

    /** {@return the settings of the tuning} */
    TuneSetting setting() {
        return tune;
    }

    /** {@return the engine of all its trials} */
    String engine() {
        return engine;
    }

    /** {@return the ids of its trials, a list for each rung; a rung must have ended before the next can start} */
    List<List<String>> stages() {
        return rungs.stream().map(rung -> List.copyOf(rung.keySet())).toList();
    }

    /** {@return the objective that a trial tunes} */
    Optional<String> objective(String id) {
        return slot(id).map(Slot::objective);
    }

    /** {@return the rung that a trial belongs to, counted from 1} */
    int rung(String id) {
        return slot(id).orElseThrow().rung();
    }

    /** {@return how many settings are tried for an objective; 0 if it has no range} */
    int settings(String objective) {
        return settings.get(objective).size();
    }

    /** {@return the number of rungs of an objective} */
    int rungs(String objective) {
        return tune.rungs(settings(objective));
    }

    /** {@return how many settings of an objective the rung has, counted from 1; 0 after the objective's last rung} */
    int settings(String objective, int rung) {
        return tune.settings(settings(objective), rung);
    }

    /** {@return every setting that is tried for an objective} */
    List<Map<String, String>> values(String objective) {
        return settings.get(objective);
    }

    /**
     * {@return the setting of a tuning trial}
     *
     * @param id the id of a tuning trial
     * @param folder the run folder, with the records of the previous rung
     * @throws ResultsException if the previous rung has not ended
     */
    TunedSetting setting(String id, RunFolder folder) {
        Slot slot = slot(id).orElseThrow();
        int number = slot.rung() == 1
                ? slot.place()
                : ranked(slot.objective(), slot.rung() - 1, folder)
                        .get(slot.place() - 1)
                        .number();
        TuningStep step =
                new TuningStep(slot.rung(), rungs(slot.objective()), slot.fold(), tune.folds(), tune.measure());
        return tuned(slot.objective(), number, Optional.of(step));
    }

    /**
     * {@return the setting with which the objective is tested; empty if it is not tuned}
     *
     * @param objective an objective's name
     * @param folder the run folder, with the records of its last rung
     * @throws ResultsException if its last rung has not ended
     */
    Optional<TunedSetting> chosen(String objective, RunFolder folder) {
        if (settings(objective) == 0) {
            return Optional.empty();
        }
        int number = ranked(objective, rungs(objective), folder).get(0).number();
        return Optional.of(tuned(objective, number, Optional.empty()));
    }

    /**
     * {@return the ids of recorded trials whose setting is not the one that the records of earlier rungs give now}
     *
     * @param recorded records of one stage
     * @param folder the run folder
     */
    List<String> outdated(List<TrialRecord> recorded, RunFolder folder) {
        Map<List<Object>, List<TriedSetting>> rankings = new HashMap<>();
        List<String> outdated = new ArrayList<>();
        for (TrialRecord record : recorded) {
            Optional<TunedSetting> tuned = record.setup().tuned();
            Optional<Slot> slot = slot(record.id());
            String objective = record.setup().objective();
            int before = slot.map(Slot::rung).orElse(rungs(objective) + 1) - 1;
            if (tuned.isEmpty() || before == 0) {
                continue;
            }
            List<TriedSetting> ranked =
                    rankings.computeIfAbsent(List.of(objective, before), unseen -> ranked(objective, before, folder));
            int number = ranked.get(slot.map(Slot::place).orElse(1) - 1).number();
            boolean judgedSince = record.reason().equals(Optional.of(WITHOUT_CHOICE))
                    && ranked.get(0).value().isPresent();
            if (judgedSince
                    || !tuned.get().values().equals(settings.get(objective).get(number - 1))) {
                outdated.add(record.id());
            }
        }
        return outdated;
    }

    /** {@return whether an objective is not tuned, or a setting of its last rung has a value} */
    boolean isJudged(String objective, RunFolder folder) {
        return settings(objective) == 0
                || ranked(objective, rungs(objective), folder).get(0).value().isPresent();
    }

    private TunedSetting tuned(String objective, int number, Optional<TuningStep> step) {
        List<Map<String, String>> tried = settings.get(objective);
        return new TunedSetting(number, tried.size(), tried.get(number - 1), step);
    }

    private List<TriedSetting> ranked(String objective, int rung, RunFolder folder) {
        List<TrialRecord> ended = new ArrayList<>();
        rungs.get(rung - 1).forEach((id, slot) -> {
            if (slot.objective().equals(objective)) {
                ended.add(folder.record(TrialRecord.class, id)
                        .orElseThrow(() -> new ResultsException(
                                "the next setting of '%s' depends on the trial %s, which has not ended"
                                        .formatted(objective, id))));
            }
        });
        return ObjectiveTuning.of(ended, MeasureRecords.all()).get(0).ranked(rung);
    }

    private Optional<Slot> slot(String id) {
        return rungs.stream()
                .filter(rung -> rung.containsKey(id))
                .map(rung -> rung.get(id))
                .findFirst();
    }
}
