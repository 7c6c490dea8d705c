package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.metricloss.experiments.model.EmbeddedInputs;
import org.metricloss.experiments.model.EmbeddingOutput;
import org.metricloss.experiments.model.Inputs;
import org.metricloss.experiments.model.ModelSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Embeds images or vectors with a trained model. */
@Command(
        name = "embed",
        description =
                "Embeds images or vectors with the model of a trial and writes the embeddings with paths, labels and predicted"
                        + " classes. The memory that it needs does not depend on the number of image files.",
        mixinStandardHelpOptions = true)
final class EmbedCommand implements Callable<Integer> {
    @Mixin
    private ModelArguments model;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "INPUT", description = EmbeddingArguments.INPUTS)
    private List<Path> paths;

    @Mixin
    private EmbeddingArguments arguments;

    @Mixin
    private CsvArguments csv;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        EmbeddingOutput form = arguments.requireOutput();
        try (ModelSession session = model.open(model.read())) {
            Inputs inputs =
                    session.inputs(paths, csv.options(), Runtime.getRuntime().availableProcessors());
            Main.printNotes(inputs.notes(), spec.commandLine());
            try (InputProgress progress = new InputProgress("embed", inputs.size())) {
                arguments.write(
                        form,
                        EmbeddedInputs.of(session, inputs, progress),
                        spec.commandLine().getOut());
            }
        }
        return Main.OK;
    }
}
