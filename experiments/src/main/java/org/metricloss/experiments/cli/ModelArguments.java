package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.metricloss.experiments.model.ModelLocation;
import org.metricloss.experiments.model.ModelSession;
import org.metricloss.models.TrainedModel;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The model that a command uses, and on what it computes. */
final class ModelArguments {
    /** The description of a model. */
    static final String MODEL =
            "RUN/TRIAL, the folder of a run and the id of a trial, or the folder of a model: the one that"
                    + " holds model.json.";

    @Parameters(index = "0", paramLabel = "MODEL", description = MODEL)
    private Path model;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description = "The engine that computes; default: the one that trained the model.")
    private Optional<String> engine = Optional.empty();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "The number of threads; default: as many as trained the model, so that embeddings have the"
                    + " same bits.")
    private Optional<Integer> threads = Optional.empty();

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    TrainedModel read() {
        threads.filter(number -> number < 1).ifPresent(number -> {
            throw new ParameterException(spec.commandLine(), "--threads must be >= 1, got " + number);
        });
        return ModelLocation.read(model);
    }

    /** {@return a model on the engine; the caller closes it} */
    ModelSession open(TrainedModel read) {
        return ModelSession.open(read, engine, threads);
    }
}
