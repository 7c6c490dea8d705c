package org.metricloss.results.training.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metricloss.results.record.CommandText;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/**
 * The commands that run trials again, as a user types them in a checkout. The places of all trials are found once, because tables of
 * large runs ask for as many commands as they have rows.
 */
public final class ReproduceCommands {
    private static final Comparator<Place> ORDER =
            Comparator.comparingInt(Place::run).thenComparingInt(Place::trial);

    private final List<RecordedRun> runs;
    private final Map<TrialRecord, Place> places = new IdentityHashMap<>();

    /** The number of a run and that of a trial in the order of its plan. */
    private record Place(int run, int trial) {}

    ReproduceCommands(List<RecordedRun> runs) {
        this.runs = runs;
        for (int run = 0; run < runs.size(); run++) {
            int number = run;
            RecordedRun recorded = runs.get(run);
            Stream.concat(recorded.tuning().stream(), recorded.trials().stream())
                    .forEach(trial -> places.put(trial, new Place(number, places.size())));
        }
    }

    /**
     * {@return one command for each run that has some of the trials, joined by {@code &&}; empty for no trials}
     *
     * @param some trials of these runs, in any order; others are ignored
     */
    public String of(Collection<TrialRecord> some) {
        SortedMap<Place, TrialRecord> inOrder = new TreeMap<>(ORDER);
        for (TrialRecord trial : some) {
            if (places.containsKey(trial)) {
                inOrder.put(places.get(trial), trial);
            }
        }
        SortedMap<Integer, List<String>> byRun = new TreeMap<>();
        inOrder.forEach((place, trial) ->
                byRun.computeIfAbsent(place.run(), unseen -> new ArrayList<>()).add(trial.id()));
        return byRun.entrySet().stream()
                .map(each -> command(runs.get(each.getKey()), each.getValue()))
                .collect(Collectors.joining(" && "));
    }

    private static String command(RecordedRun run, List<String> ids) {
        List<String> arguments = new ArrayList<>(List.of(
                "reproduce",
                run.folder().map(RunFolder::path).map(Path::toString).orElse("RUN")));
        arguments.addAll(ids);
        return CommandText.of(arguments);
    }
}
