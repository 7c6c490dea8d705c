package org.metricloss.experiments.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metricloss.experiments.model.EmbeddedInputs;
import org.metricloss.experiments.model.Inputs;
import org.metricloss.experiments.model.ModelSession;
import org.metricloss.experiments.model.NearestInputs;
import org.metricloss.formats.AtomicFiles;
import org.metricloss.formats.FileException;
import org.metricloss.models.ModelInput;
import org.metricloss.models.TrainedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the images or vectors of a gallery that are nearest to queries. */
@Command(
        name = "neighbours",
        description =
                "Finds the images or vectors of a gallery whose embeddings are nearest to those of the queries, by"
                        + " an exact search. Prints them and writes a page with the pictures of images.",
        mixinStandardHelpOptions = true)
final class NeighboursCommand implements Callable<Integer> {
    @Mixin
    private ModelArguments model;

    @Parameters(index = "1", paramLabel = "GALLERY", description = "What is searched. " + EmbeddingArguments.INPUTS)
    private Path gallery;

    @Parameters(
            index = "2..*",
            arity = "1..*",
            paramLabel = "QUERY",
            description = "What is searched for; the same kinds of input as GALLERY.")
    private List<Path> queries;

    @Mixin
    private CsvArguments csv;

    @Option(
            names = "--k",
            paramLabel = "K",
            defaultValue = "5",
            description = "The number of neighbours of each query; default: ${DEFAULT-VALUE}.")
    private int k;

    @Option(
            names = "--output",
            paramLabel = "HTML",
            description = "The page that is written; default: neighbours.html. Vectors have no pictures and no page.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--force", description = "Replaces the page if it exists.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (k < 1) {
            throw new ParameterException(spec.commandLine(), "--k must be >= 1, got " + k);
        }
        TrainedModel trained = model.read();
        Optional<Path> page = page(trained.description().input());
        int threads = Runtime.getRuntime().availableProcessors();
        try (ModelSession session = model.open(trained)) {
            Inputs searched = session.inputs(List.of(gallery), csv.options(), threads);
            Inputs asked = session.inputs(queries, csv.options(), threads);
            Main.printNotes(searched.notes(), spec.commandLine());
            Main.printNotes(asked.notes(), spec.commandLine());
            NearestInputs nearest;
            try (InputProgress progress = new InputProgress("embed", searched.size() + asked.size())) {
                nearest = NearestInputs.of(
                        session,
                        EmbeddedInputs.of(session, asked, progress),
                        EmbeddedInputs.of(session, searched, progress),
                        k,
                        threads);
            }
            nearest.lines().forEach(spec.commandLine().getOut()::println);
            page.ifPresent(file -> {
                String title = "Nearest of %s by %s"
                        .formatted(gallery, session.model().origin().trial());
                write(
                        file,
                        nearest.page(title, session.model().input().imageShape(), asked, searched)
                                .html());
                spec.commandLine().getOut().println("page: " + file);
            });
        }
        return Main.OK;
    }

    /** {@return the page to write; none for a model that takes vectors} */
    private Optional<Path> page(ModelInput input) {
        if (input.isImage()) {
            Path page = output.orElse(Path.of("neighbours.html"));
            Outputs.requireFile(page, force);
            return Optional.of(page);
        }
        output.ifPresent(page -> {
            throw new ParameterException(
                    spec.commandLine(),
                    "--output is the page with the pictures, but the model takes vectors; leave it out");
        });
        return output;
    }

    private static void write(Path file, String page) {
        try {
            AtomicFiles.replace(file, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException failed) {
            throw FileException.cannotWrite(file, failed);
        }
    }
}
