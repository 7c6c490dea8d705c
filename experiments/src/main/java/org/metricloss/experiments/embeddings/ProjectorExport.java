package org.metricloss.experiments.embeddings;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.metricloss.results.record.TrialRecord;
import org.metricloss.results.store.NpyArray;
import org.metricloss.results.store.Npz;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/**
 * The tested embeddings of a run's finished trials, of the last weights unless the validation part chose the best, in the form that TensorBoard's projector reads: a folder {@code export}
 * with a {@code projector_config.pbtxt}, and per trial and part a file of tab-separated numbers, one sample per line, and a
 * file with the name of each sample's class.
 */
public final class ProjectorExport {
    private final Path export;
    private final List<String> classNames;
    private final StringBuilder config = new StringBuilder();

    private ProjectorExport(Path export, List<String> classNames) {
        this.export = export;
        this.classNames = classNames;
    }

    /**
     * @param run a run
     * @param classNames the name of label 0, of label 1, ...
     * @return the folder; open it with {@code tensorboard --logdir}
     * @throws ResultsException if it cannot be written or an artifact cannot be read
     */
    public static Path write(RunFolder run, List<String> classNames) {
        ProjectorExport export = new ProjectorExport(run.path().resolve("export"), classNames);
        try {
            Files.createDirectories(export.export);
            for (TrialRecord trial : run.trials()) {
                Optional<Path> tested = testedArtifact(run.artifacts().resolve(trial.id()));
                if (trial.isFinished() && tested.isPresent()) {
                    export.trial(trial.id(), Npz.read(tested.get()));
                }
            }
            Files.writeString(export.export.resolve("projector_config.pbtxt"), export.config);
        } catch (IOException failed) {
            throw new ResultsException("cannot write " + export.export + ": " + failed, failed);
        }
        return export.export;
    }

    private static Optional<Path> testedArtifact(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Path best = folder.resolve("best.npz");
        if (Files.exists(best)) {
            return Optional.of(best);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("epoch-[0-9]+\\.npz"))
                    .max((a, b) -> Integer.compare(epoch(a), epoch(b)));
        }
    }

    private static int epoch(Path artifact) {
        return Integer.parseInt(artifact.getFileName().toString().replaceAll("[^0-9]", ""));
    }

    private void trial(String id, Map<String, NpyArray> arrays) throws IOException {
        for (String part : List.of("test", "train")) {
            NpyArray embeddings = arrays.get(part + "Embeddings");
            String vectors = id + "/" + part + "-embeddings.tsv";
            String labels = id + "/" + part + "-labels.tsv";
            Files.createDirectories(export.resolve(id));
            vectors(export.resolve(vectors), embeddings.floats(), embeddings.shape()[1]);
            labels(export.resolve(labels), arrays.get(part + "Labels").ints());
            config.append(String.format(
                    Locale.ROOT,
                    "embeddings {\n  tensor_name: \"%s %s\"\n  tensor_path: \"%s\"\n  metadata_path: \"%s\"\n}\n",
                    id,
                    part,
                    vectors,
                    labels));
        }
    }

    private static void vectors(Path file, float[] values, int dimension) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            for (int i = 0; i < values.length; i++) {
                writer.write(Float.toString(values[i]));
                writer.write((i + 1) % dimension == 0 ? '\n' : '\t');
            }
        }
    }

    private void labels(Path file, int[] labels) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (int label : labels) {
                writer.write(classNames.get(label).replaceAll("[\\t\\r\\n]", " "));
                writer.write('\n');
            }
        }
    }
}
