package org.metricloss.experiments.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.metricloss.formats.AtomicFiles;
import org.metricloss.formats.FileException;
import org.metricloss.results.record.Machine;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.Shard;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

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
     * @throws ResultsException if the runs differ in experiment, program, data or machine, if two of them hold a record of
     *     the same trial, or if a record is corrupted
     */
    public static RunMerge of(List<RunFolder> runs) {
        RunMerge merge = new RunMerge(List.copyOf(runs));
        RunFolder first = runs.get(0);
        for (RunFolder run : runs) {
            merge.requireSame(first, run);
        }
        for (RunFolder run : runs) {
            for (String id : run.manifest().trials()) {
                if (run.hasRecord(id)) {
                    merge.study.record(run, id);
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
        requireEqual(first, other, "studies", one.study(), two.study());
        requireEqual(first, other, "experiments", one.experimentSha256(), two.experimentSha256());
        requireEqual(first, other, "trials", one.trials(), two.trials());
        requireEqual(first, other, "versions", one.versions(), two.versions());
        requireEqual(first, other, "data checksums", one.dataSha256(), two.dataSha256());
        // Times of different machines must not be compared.
        requireEqual(first, other, "processors", hardware(one.machine()), hardware(two.machine()));
        if (one.shard().isPresent() && two.shard().isPresent()) {
            requireEqual(
                    first,
                    other,
                    "numbers of shards",
                    one.shard().get().of(),
                    two.shard().get().of());
        }
    }

    private static String hardware(Machine machine) {
        return "%s %s, %s cores".formatted(machine.architecture(), machine.cpu(), machine.cores());
    }

    private static void requireEqual(RunFolder first, RunFolder other, String what, Object one, Object two) {
        if (!one.equals(two)) {
            String text = one + " and " + two;
            throw new ResultsException("%s and %s do not belong together: their %s differ%s"
                    .formatted(first.path(), other.path(), what, text.length() > 200 ? "" : ": " + text));
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
            lines.add("no run of shard " + listed(absent));
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
     * Writes the merged run: every record with its artifacts. The given runs are not changed.
     *
     * @param folder the folder of all runs
     * @param command how the merge was started, for the record
     * @return the merged run
     * @throws ResultsException if it cannot be written
     */
    public RunFolder write(Path folder, String command) {
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
                        first.source(),
                        first.measures(),
                        Optional.empty(),
                        first.classNames()));
        holders.forEach((id, run) -> copy(id, run, merged));
        return merged;
    }

    /** A record is copied after its artifacts, as in every run. */
    private static void copy(String id, RunFolder from, RunFolder to) {
        Path artifacts = from.artifacts().resolve(id);
        try {
            if (Files.isDirectory(artifacts)) {
                Path target = to.artifacts(id);
                try (Stream<Path> files = Files.walk(artifacts)) {
                    for (Path file : files.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                            .sorted()
                            .toList()) {
                        Path copy = target.resolve(artifacts.relativize(file).toString());
                        Files.createDirectories(copy.getParent());
                        AtomicFiles.create(copy, out -> Files.copy(file, out));
                    }
                }
            }
            Path record = Path.of("trials", id + ".json");
            AtomicFiles.create(
                    to.path().resolve(record), out -> Files.copy(from.path().resolve(record), out));
        } catch (IOException failed) {
            throw new ResultsException(
                    "cannot copy trial %s from %s to %s: %s"
                            .formatted(id, from.path(), to.path(), FileException.reason(failed)),
                    failed);
        }
    }
}
