package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.metricloss.experiments.model.EmbeddedInputs;
import org.metricloss.experiments.model.EmbeddingOutput;
import picocli.CommandLine.Option;

/** The file that a command writes embeddings to. */
final class EmbeddingArguments {
    /** The description of inputs that are images. */
    static final String IMAGES =
            "A folder of PNG or JPEG images, whose sub-folders are classes; an image; a CSV file with a column 'path' that lists"
                    + " images; or an IDX file, with its labels beside it under MNIST's name.";

    /** The description of inputs. */
    static final String INPUTS =
            IMAGES + " For a model that takes vectors: an npz, npy or CSV file, with or without labels;"
                    + " 'evaluate --help' says how a CSV file is read.";

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "The file that is written: .npz or .csv, or a folder with --format projector. Required.")
    private Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "npz, csv, or projector for TensorBoard's projector; default: by the ending of FILE.")
    private Optional<EmbeddingOutput> format = Optional.empty();

    @Option(names = "--force", description = "Replaces FILE if it exists.")
    private boolean force;

    /** {@return the form of the output, which may be written} */
    EmbeddingOutput requireOutput() {
        EmbeddingOutput form = format.orElseGet(() -> EmbeddingOutput.ofName(output));
        if (form == EmbeddingOutput.PROJECTOR) {
            Outputs.requireFolder(output, force);
        } else {
            Outputs.requireFile(output, force);
        }
        return form;
    }

    void write(EmbeddingOutput form, EmbeddedInputs embedded, PrintWriter out) {
        form.write(output, embedded);
        out.println(String.format(
                Locale.ROOT, "%s: %,d embeddings of %,d numbers", output, embedded.size(), embedded.dimension()));
    }
}
