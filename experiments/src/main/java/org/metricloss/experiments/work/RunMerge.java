package org.metricloss.experiments.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.metricloss.base.Causes;
import org.metricloss.formats.AtomicFiles;
import org.metricloss.results.record.ExperimentSource;
import org.metricloss.results.record.ItemRecord;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.Shard;
import org.metricloss.results.store.FlatJson;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.store.RunLock;

/** Merges runs of one experiment, each of which holds some of its records, such as shards. */
public final class RunMerge {
    /** How many ids a message lists. */
    private static final int LISTED = 5;

    private final List<RunFolder> runs;
    private final Study study;
    private final Map<String, RunFolder> holders = new LinkedHashMap<>();

    private RunMerge(List<RunFolder> runs) {
        this.runs = runs;
        this.study = Study.of(runs.get(0));
    }

    /**
     * Checks that runs belong together, and reads all of their records.
     *
     * @param runs the runs, at least one
     * @return the merge; nothing is written yet
     * @throws ResultsException if the runs differ in experiment, program or data, if they ran on machines that differ in processor
     *     or cores and records do not name their machine, if two of them hold a record of the same trial, or if a record or an
     *     artifact is corrupted
     */
    public static RunMerge of(List<RunFolder> runs) {
        RunMerge merge = new RunMerge(List.copyOf(runs));
        RunFolder first = runs.get(0);
        for (RunFolder run : runs) {
            merge.requireSame(first, run);
        }
        merge.requireSameNumberOfShards();
        for (RunFolder run : runs) {
            for (String id : run.manifest().trials()) {
                if (run.hasRecord(id)) {
                    merge.study.record(run, id).ifPresent(record -> merge.requireUsable(run, record));
                    RunFolder other = merge.holders.put(id, run);
                    if (other != null) {
                        throw new ResultsException(
                                "%s and %s both hold a record of %s".formatted(other.path(), run.path(), id));
                    }
                }
            }
        }
        return merge;
    }

    private void requireSame(RunFolder first, RunFolder other) {
        Manifest one = first.manifest();
        Manifest two = other.manifest();
        List<String> differences = new ArrayList<>();
        differences.addAll(RunDifferences.between("", Map.of("study", one.study()), Map.of("study", two.study())));
        differences.addAll(RunDifferences.between("", FlatJson.of(one.experiment()), FlatJson.of(two.experiment())));
        differences.addAll(RunDifferences.between("version of ", one.versions(), two.versions()));
        differences.addAll(RunDifferences.between("data ", one.dataSha256(), two.dataSha256()));
        if (differences.isEmpty() && !one.trials().equals(two.trials())) {
            differences.add("the trials are others");
        }
        if (!differences.isEmpty()) {
            throw new ResultsException(
                    "%s does not belong to %s: %s".formatted(other.path(), first.path(), listed(differences)));
        }
    }

    /** The report marks times of unlike machines, which it knows from the records alone. */
    private void requireUsable(RunFolder run, ItemRecord record) {
        ItemFiles.requireIntact(run, record);
        RunFolder first = runs.get(0);
        List<String> differences = RunDifferences.ofHardware(
                first.manifest().machine(), run.manifest().machine());
        if (!differences.isEmpty() && record.ranOn().isEmpty()) {
            throw new ResultsException(
                    "%s does not belong to %s: %s; times of different processors must not be compared, and an older version wrote its records without their machine"
                            .formatted(run.path(), first.path(), listed(differences)));
        }
    }

    private void requireSameNumberOfShards() {
        RunFolder first = null;
        for (RunFolder run : runs) {
            Optional<Shard> shard = run.manifest().shard();
            if (shard.isPresent() && first == null) {
                first = run;
            } else if (shard.isPresent()
                    && shard.get().of()
                            != first.manifest().shard().orElseThrow().of()) {
                throw new ResultsException("%s is shard %s, but %s is shard %s"
                        .formatted(first.path(), first.manifest().shard().get(), run.path(), shard.get()));
            }
        }
    }

    /** {@return what the runs do not hold, one line each: first missing shards, then missing trials} */
    public List<String> missing() {
        List<String> lines = new ArrayList<>();
        List<Shard> shards =
                runs.stream().flatMap(run -> run.manifest().shard().stream()).toList();
        int count = shards.isEmpty() ? 0 : shards.get(0).of();
        List<Shard> absent = IntStream.rangeClosed(1, count)
                .mapToObj(number -> new Shard(number, count))
                .filter(shard -> !shards.contains(shard))
                .toList();
        if (!absent.isEmpty()) {
            lines.add("no run folder for shard " + listed(absent));
        }
        List<String> trials = runs.get(0).manifest().trials().stream()
                .filter(id -> !holders.containsKey(id))
                .toList();
        if (!trials.isEmpty()) {
            lines.add("no record of %s of %s trials: %s"
                    .formatted(trials.size(), runs.get(0).manifest().trials().size(), listed(trials)));
        }
        return lines;
    }

    private static String listed(List<?> values) {
        String listed = values.stream().limit(LISTED).map(Object::toString).collect(Collectors.joining(", "));
        return values.size() > LISTED ? listed + " and " + (values.size() - LISTED) + " more" : listed;
    }

    /**
     * Writes the merged run: every record with its artifacts. The given runs must not be in use, and are not changed.
     *
     * @param folder the folder of all runs
     * @param command how the merge was started, for the record
     * @return the merged run
     * @throws ResultsException if a run is in use, an artifact is not a plain file, or the merged run cannot be written
     */
    public RunFolder write(Path folder, String command) {
        List<RunLock> locks = new ArrayList<>();
        try {
            for (RunFolder run : runs) {
                locks.add(run.lock());
            }
            return writeLocked(folder, command);
        } finally {
            locks.forEach(RunLock::close);
        }
    }

    private RunFolder writeLocked(Path folder, String command) {
        Manifest first = runs.get(0).manifest();
        RunFolder merged = RunFolder.create(
                folder,
                new Manifest(
                        Manifest.FORMAT,
                        first.study(),
                        first.name(),
                        Instant.now().toString(),
                        first.experiment(),
                        first.experimentSha256(),
                        first.versions(),
                        first.machine(),
                        first.dataSha256(),
                        first.gitCommit(),
                        first.trials(),
                        command,
                        first.baseline(),
                        first.source().map(source -> rebased(source, folder)),
                        first.measures(),
                        Optional.empty(),
                        first.classNames(),
                        first.warnings()));
        runs.forEach(run -> merged.addChanges(run.changes()));
        holders.forEach((id, run) -> copy(id, run, merged));
        return merged;
    }

    /** {@return the same file, by its path from the merged run} */
    private ExperimentSource rebased(ExperimentSource source, Path folder) {
        RunFolder first = runs.get(0);
        return new ExperimentSource(source.path(first.path().toAbsolutePath()).toString(), source.overrides())
                .from(folder.resolve(first.manifest().name()).resolve("run"));
    }

    /** A record is copied after its artifacts, as in every run. */
    private static void copy(String id, RunFolder from, RunFolder to) {
        Path artifacts = from.artifacts().resolve(id);
        try {
            for (String name : ItemFiles.names(artifacts)) {
                Path copy = to.artifacts(id).resolve(name);
                Files.createDirectories(copy.getParent());
                AtomicFiles.create(copy, out -> Files.copy(artifacts.resolve(name), out));
            }
            Path record = Path.of("trials", id + ".json");
            AtomicFiles.create(
                    to.path().resolve(record), out -> Files.copy(from.path().resolve(record), out));
        } catch (IOException failed) {
            throw new ResultsException(
                    "cannot copy trial %s from %s, so %s is incomplete: %s"
                            .formatted(id, from.path(), to.path(), Causes.inWords(failed)),
                    failed);
        }
    }
}
