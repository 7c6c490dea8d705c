package org.metricloss.experiments.model;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.metricloss.base.UserException;
import org.metricloss.formats.AtomicFiles;
import org.metricloss.formats.FileException;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.NpzStream;
import org.metricloss.results.store.FolderTree;

/** The forms in which embeddings are written. */
public enum EmbeddingOutput {
    /** Arrays {@code embeddings}, {@code paths} and, where there are any, {@code labels}, {@code predicted}, {@code score}. */
    NPZ {
        @Override
        void writeNew(Path file, EmbeddedInputs inputs) throws IOException {
            AtomicFiles.replace(file, out -> npz(out, inputs));
        }
    },
    /** A row for each input: path, label, predicted, score, and the numbers of its embedding. */
    CSV {
        @Override
        void writeNew(Path file, EmbeddedInputs inputs) throws IOException {
            AtomicFiles.replace(file, out -> csv(out, inputs));
        }
    },
    /** A folder for TensorBoard's projector: numbers and metadata as TSV, and {@code projector_config.pbtxt}. */
    PROJECTOR {
        @Override
        void writeNew(Path folder, EmbeddedInputs inputs) throws IOException {
            boolean isNew = Files.notExists(folder);
            Files.createDirectories(folder);
            try {
                writeInto(folder, inputs);
            } catch (IOException | RuntimeException failed) {
                if (isNew) {
                    FolderTree.delete(folder);
                }
                throw failed;
            }
        }

        private void writeInto(Path folder, EmbeddedInputs inputs) throws IOException {
            List<String> metadata = new ArrayList<>();
            AtomicFiles.replace(folder.resolve(VECTORS), out -> projector(out, inputs, metadata));
            AtomicFiles.replace(
                    folder.resolve(METADATA),
                    out -> out.write(String.join("", metadata).getBytes(StandardCharsets.UTF_8)));
            AtomicFiles.replace(
                    folder.resolve("projector_config.pbtxt"),
                    out -> out.write(CONFIG.getBytes(StandardCharsets.UTF_8)));
        }
    };

    private static final String VECTORS = "embeddings.tsv";
    private static final String METADATA = "metadata.tsv";
    private static final String CONFIG = "embeddings {\n  tensor_name: \"embeddings\"\n  tensor_path: \"" + VECTORS
            + "\"\n  metadata_path: \"" + METADATA + "\"\n}\n";

    /**
     * {@return the form that a file's name asks for}
     *
     * @param file a name that ends in {@code .npz} or {@code .csv}
     * @throws UserException if it has another ending
     */
    public static EmbeddingOutput ofName(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(form -> form != PROJECTOR)
                .filter(form -> name.endsWith("." + form.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UserException(
                        file + ": the name must end in .npz or .csv; with --format projector it is a folder"));
    }

    /**
     * Embeds inputs and writes the embeddings whole or not at all, and replaces an older file.
     *
     * @param file the file, or the folder for the projector
     * @param inputs the inputs
     * @throws UserException if an input cannot be embedded or the file cannot be written
     */
    public void write(Path file, EmbeddedInputs inputs) {
        try {
            writeNew(file, inputs);
        } catch (IOException failed) {
            throw FileException.cannotWrite(file, failed);
        }
    }

    abstract void writeNew(Path file, EmbeddedInputs inputs) throws IOException;

    private static void npz(OutputStream out, EmbeddedInputs inputs) throws IOException {
        NpzStream npz = new NpzStream(out);
        List<String> predicted = new ArrayList<>();
        float[] scores = new float[inputs.size()];
        npz.matrix(
                "embeddings",
                inputs.size(),
                inputs.dimension(),
                sink -> inputs.forEach(block -> {
                    sink.append(block.embeddings());
                    predicted.addAll(block.predicted());
                    System.arraycopy(block.scores(), 0, scores, block.from(), block.scores().length);
                }));
        if (inputs.isLabelled()) {
            npz.texts("labels", texts(inputs, i -> inputs.label(i).orElseThrow()));
        }
        npz.texts("paths", texts(inputs, inputs::path));
        if (!predicted.isEmpty()) {
            npz.texts("predicted", predicted);
            npz.array("score", NpyArray.of(scores, scores.length));
        }
        npz.finish();
    }

    private static List<String> texts(EmbeddedInputs inputs, IntFunction<String> text) {
        return IntStream.range(0, inputs.size()).mapToObj(text).toList();
    }

    private static void csv(OutputStream out, EmbeddedInputs inputs) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        boolean labelled = inputs.isLabelled();
        inputs.forEach(block -> {
            boolean classified = !block.predicted().isEmpty();
            if (block.from() == 0) {
                writer.write("path" + (labelled ? ",label" : "") + (classified ? ",predicted,score" : ""));
                for (int k = 1; k <= inputs.dimension(); k++) {
                    writer.write(",e" + k);
                }
                writer.write('\n');
            }
            int rows = block.embeddings().length / inputs.dimension();
            for (int i = 0; i < rows; i++) {
                writer.write(quoted(inputs.path(block.from() + i)));
                if (labelled) {
                    writer.write("," + quoted(inputs.label(block.from() + i).orElseThrow()));
                }
                if (classified) {
                    writer.write("," + quoted(block.predicted().get(i)) + "," + block.scores()[i]);
                }
                for (int k = 0; k < inputs.dimension(); k++) {
                    writer.write("," + block.embeddings()[i * inputs.dimension() + k]);
                }
                writer.write('\n');
            }
        });
        writer.flush();
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[\",;\\s#].*") || cell.isEmpty() ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private static void projector(OutputStream out, EmbeddedInputs inputs, List<String> metadata) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.US_ASCII));
        inputs.forEach(block -> {
            boolean classified = !block.predicted().isEmpty();
            if (block.from() == 0) {
                metadata.add(line("path", "label", classified ? List.of("predicted", "score") : List.of()));
            }
            int rows = block.embeddings().length / inputs.dimension();
            for (int i = 0; i < rows; i++) {
                int from = i * inputs.dimension();
                writer.write(IntStream.range(from, from + inputs.dimension())
                        .mapToObj(k -> Float.toString(block.embeddings()[k]))
                        .collect(Collectors.joining("\t", "", "\n")));
                metadata.add(line(
                        inputs.path(block.from() + i),
                        inputs.label(block.from() + i).orElse(""),
                        classified ? List.of(block.predicted().get(i), Float.toString(block.scores()[i])) : List.of()));
            }
        });
        writer.flush();
    }

    private static String line(String path, String label, List<String> more) {
        List<String> cells = new ArrayList<>(List.of(path, label));
        cells.addAll(more);
        return cells.stream()
                .map(cell -> cell.replaceAll("[\\t\\r\\n]", " "))
                .collect(Collectors.joining("\t", "", "\n"));
    }
}
