package org.metricloss.experiments.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.metricloss.experiments.model.EmbeddedInputs;
import org.metricloss.experiments.model.EmbeddingOutput;
import org.metricloss.experiments.model.Inputs;
import org.metricloss.experiments.model.ModelSession;
import org.metricloss.experiments.model.NearestInputs;
import org.metricloss.formats.AtomicFiles;
import org.metricloss.formats.FileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the images of a gallery that are nearest to queries. */
@Command(
        name = "neighbours",
        description = "Finds the images of a gallery whose embeddings are nearest to those of the queries, by an exact"
                + " search. Prints them and writes a page with their pictures.",
        mixinStandardHelpOptions = true)
final class NeighboursCommand implements Callable<Integer> {
    @Mixin
    private ModelArguments model;

    @Parameters(
            index = "1",
            paramLabel = "GALLERY",
            description =
                    "What is searched: a folder of images, whose sub-folders are classes; an image; or an IDX file.")
    private Path gallery;

    @Parameters(
            index = "2..*",
            arity = "1..*",
            paramLabel = "QUERY",
            description = "What is searched for: images, folders of images or IDX files.")
    private List<Path> queries;

    @Option(
            names = "--k",
            paramLabel = "K",
            defaultValue = "5",
            description = "The number of neighbours of each query; default: ${DEFAULT-VALUE}.")
    private int k;

    @Option(
            names = "--output",
            paramLabel = "HTML",
            defaultValue = "neighbours.html",
            description = "The page that is written; default: ${DEFAULT-VALUE}.")
    private Path output;

    @Option(names = "--force", description = "Replaces the page if it exists.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (k < 1) {
            throw new ParameterException(spec.commandLine(), "--k must be >= 1, got " + k);
        }
        EmbeddingOutput.requireNew(output, force);
        int threads = Runtime.getRuntime().availableProcessors();
        try (ModelSession session = model.open()) {
            Inputs searched = Inputs.of(List.of(gallery), session.imageSettings(), threads);
            Inputs asked = Inputs.of(queries, session.imageSettings(), threads);
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
            String title = "Nearest of %s by %s"
                    .formatted(gallery, session.model().origin().trial());
            write(nearest.page(title, session.model().input().imageShape(), asked, searched)
                    .html());
        }
        spec.commandLine().getOut().println("page: " + output);
        return Main.OK;
    }

    private void write(String page) {
        try {
            AtomicFiles.replace(output, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException failed) {
            throw FileException.cannotWrite(output, failed);
        }
    }
}
