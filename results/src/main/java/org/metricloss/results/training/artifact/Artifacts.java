package org.metricloss.results.training.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.metricloss.formats.FileException;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/** Finds the embedding files of a trial. */
public final class Artifacts {
    private static final Pattern EPOCH = Pattern.compile("epoch-([0-9]{1,9})\\.npz");

    private static final String BEST = "best.npz";

    private Artifacts() {}

    /**
     * {@return the file of each epoch whose embeddings were kept, ascending; empty if there are none}
     *
     * @param run a run
     * @param trial a trial's id
     * @throws ResultsException if the folder cannot be read
     */
    public static NavigableMap<Integer, Path> byEpoch(RunFolder run, String trial) {
        NavigableMap<Integer, Path> byEpoch = new TreeMap<>();
        Path folder = run.artifacts().resolve(trial);
        if (!Files.isDirectory(folder)) {
            return byEpoch;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> {
                Matcher name = EPOCH.matcher(file.getFileName().toString());
                if (name.matches()) {
                    byEpoch.put(Integer.parseInt(name.group(1)), file);
                }
            });
        } catch (IOException e) {
            throw new ResultsException(folder + " cannot be read: " + FileException.reason(e), e);
        }
        return byEpoch;
    }

    /**
     * {@return the embeddings from which a trial's measures on the test part were computed: with the best weights if
     * the validation part selected them, otherwise with the last weights; empty if there are none}
     *
     * @param run a run
     * @param trial a trial's id
     * @throws ResultsException if the folder cannot be read
     */
    public static Optional<Path> tested(RunFolder run, String trial) {
        Path best = run.artifacts().resolve(trial).resolve(BEST);
        return Files.exists(best)
                ? Optional.of(best)
                : Optional.ofNullable(byEpoch(run, trial).lastEntry()).map(Map.Entry::getValue);
    }
}
