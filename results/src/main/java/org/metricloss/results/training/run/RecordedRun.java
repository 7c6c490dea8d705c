package org.metricloss.results.training.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metricloss.results.record.Machine;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.RanOn;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/**
 * The records of one run, alone or beside others.
 *
 * @param label the name of the run among the others
 * @param folder its folder; empty for records that are not in a folder
 * @param manifest the plan of the run
 * @param trials its ended trials that were tested, in the order of the plan
 * @param tuning its ended trials that tune, in the order of the plan
 */
public record RecordedRun(
        String label,
        Optional<RunFolder> folder,
        Manifest manifest,
        List<TrialRecord> trials,
        List<TrialRecord> tuning) {
    /** Copies its lists. */
    public RecordedRun {
        trials = List.copyOf(trials);
        tuning = List.copyOf(tuning);
    }

    /** {@return the measures that the run describes} */
    public RunMeasures measures() {
        return RunMeasures.of(List.of(manifest));
    }

    /** {@return the changes of training images that its experiment sets; empty if there are none} */
    public Map<String, String> augment() {
        return Comparability.augment(this);
    }

    /** Separates the trials that tune from the trials that were tested. */
    static RecordedRun of(String label, Optional<RunFolder> folder, Manifest manifest, List<TrialRecord> ended) {
        Map<Boolean, List<TrialRecord>> tunes = ended.stream()
                .collect(Collectors.partitioningBy(
                        trial -> trial.setup().tuningStep().isPresent()));
        return new RecordedRun(label, folder, manifest, tunes.get(false), tunes.get(true));
    }

    /** {@return the machines of its finished trials; that of the manifest if no trial finished or records do not name theirs} */
    Set<Machine> machines() {
        Set<Machine> machines = trials.stream()
                .filter(TrialRecord::isFinished)
                .map(trial -> trial.ranOn().map(RanOn::machine).orElse(manifest.machine()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return machines.isEmpty() ? Set.of(manifest.machine()) : machines;
    }

    /**
     * {@return whether finished trials ran on machines that differ in processor, cores or GPU, so that times are not comparable}
     */
    public boolean hasUnlikeMachines() {
        return machines().stream().map(Machine::hardware).distinct().count() > 1
                || devices().size() > 1;
    }

    /** {@return the devices of its finished trials: the processor, or the model and the driver of a GPU} */
    private Set<List<String>> devices() {
        return trials.stream()
                .filter(TrialRecord::isFinished)
                .map(TrialRecord::setup)
                .map(setup -> Stream.concat(
                                Stream.of(setup.device()),
                                Stream.of("gpu", "driver")
                                        .map(part -> setup.versions().getOrDefault(part, "")))
                        .toList())
                .collect(Collectors.toSet());
    }
}
