package org.metricloss.experiments.embeddings;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.metricloss.base.Causes;
import org.metricloss.base.UserException;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.Artifacts;
import org.metricloss.results.training.artifact.EmbeddingArtifact;
import org.metricloss.results.training.record.TrialRecord;

/**
 * Exports the tested embeddings of finished trials in the format of TensorBoard's projector. The embeddings are those
 * of the last weights, unless the validation part chose the best weights. The export consists of a {@code
 * projector_config.pbtxt} and, for each trial and part, a file of tab-separated numbers with one sample per line and a
 * file with the name of each sample's class. For other programs each trial also has a file {@code embeddings.csv} with the index,
 * the class name and the vector of each test sample.
 */
public final class ProjectorExport {
    private final RunFolder run;
    private final Path export;
    private final StringBuilder config = new StringBuilder();
    private final List<String> leftOut = new ArrayList<>();

    private ProjectorExport(RunFolder run, Path export) {
        this.run = run;
        this.export = export;
    }

    /**
     * Writes the embeddings of trials.
     *
     * @param run a run
     * @param trials the trials to write; trials that did not finish or have no embeddings are skipped
     * @param folder the target folder; open it with {@code tensorboard --logdir}
     * @return one line for each artifact that was left out because it is damaged or missing
     * @throws ResultsException if it cannot be written
     */
    public static List<String> write(RunFolder run, List<TrialRecord> trials, Path folder) {
        ProjectorExport export = new ProjectorExport(run, folder);
        try {
            Files.createDirectories(folder);
            for (TrialRecord trial : trials) {
                Optional<Path> tested = Artifacts.tested(run, trial);
                if (trial.isFinished() && tested.isPresent()) {
                    export.trial(trial, tested.get());
                }
            }
            Files.writeString(folder.resolve("projector_config.pbtxt"), export.config);
        } catch (IOException failed) {
            throw new ResultsException("cannot write %s: %s".formatted(folder, Causes.inWords(failed)), failed);
        }
        return export.leftOut;
    }

    private void trial(TrialRecord trial, Path file) throws IOException {
        EmbeddingArtifact artifact;
        try {
            artifact = new EmbeddingArtifact(Artifacts.intact(file, trial));
        } catch (UserException damaged) {
            leftOut.add("left out: " + damaged.getMessage());
            return;
        }
        String id = trial.id();
        Files.createDirectories(export.resolve(id));
        rows(export.resolve(id).resolve("embeddings.csv"), artifact);
        for (String part : List.of("test", "train")) {
            String vectors = id + "/" + part + "-embeddings.tsv";
            String labels = id + "/" + part + "-labels.tsv";
            vectors(export.resolve(vectors), artifact.embeddings(part), artifact.dimension());
            labels(export.resolve(labels), artifact, part);
            config.append(String.format(
                    Locale.ROOT,
                    "embeddings {\n  tensor_name: \"%s %s\"\n  tensor_path: \"%s\"\n  metadata_path: \"%s\"\n}\n",
                    id,
                    part,
                    vectors,
                    labels));
        }
    }

    /** Writes the test part for other programs: index, class name and vector of each sample. */
    private void rows(Path file, EmbeddingArtifact artifact) throws IOException {
        float[] values = artifact.embeddings("test");
        int[] labels = artifact.labels("test");
        int dimension = artifact.dimension();
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            writer.write("sample,class");
            for (int k = 1; k <= dimension; k++) {
                writer.write(",e" + k);
            }
            for (int i = 0; i < labels.length; i++) {
                String name = className(artifact, labels[i]);
                writer.write("\n" + i + ","
                        + (name.matches("(?s).*[,\"\\r\\n].*") ? '"' + name.replace("\"", "\"\"") + '"' : name));
                for (int k = 0; k < dimension; k++) {
                    writer.write(",");
                    writer.write(Float.toString(values[i * dimension + k]));
                }
            }
            writer.write("\n");
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

    private void labels(Path file, EmbeddingArtifact artifact, String part) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (int label : artifact.labels(part)) {
                writer.write(className(artifact, label).replaceAll("[\\t\\r\\n]", " "));
                writer.write('\n');
            }
        }
    }

    private String className(EmbeddingArtifact artifact, int label) {
        return run.manifest().className(artifact.place(label));
    }
}
