package org.metricloss.results.training.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metricloss.results.record.CommandText;
import org.metricloss.results.record.Manifest;
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

    /** Separates the trials that tune from the trials that were tested. */
    static RecordedRun of(String label, Optional<RunFolder> folder, Manifest manifest, List<TrialRecord> ended) {
        Map<Boolean, List<TrialRecord>> tunes = ended.stream()
                .collect(Collectors.partitioningBy(
                        trial -> trial.setup().tuningStep().isPresent()));
        return new RecordedRun(label, folder, manifest, tunes.get(false), tunes.get(true));
    }

    /**
     * {@return the command that runs the given trials of this run again, as a user types it in a checkout; empty if
     * none of them belongs to this run}
     *
     * @param some trials of this run or of others
     */
    public Optional<String> command(Collection<TrialRecord> some) {
        Set<TrialRecord> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
        wanted.addAll(some);
        List<String> ids = Stream.concat(tuning.stream(), trials.stream())
                .filter(wanted::contains)
                .map(TrialRecord::id)
                .toList();
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        List<String> arguments = new ArrayList<>(List.of(
                "reproduce", folder.map(RunFolder::path).map(Path::toString).orElse("RUN")));
        arguments.addAll(ids);
        return Optional.of(CommandText.of(arguments));
    }
}
