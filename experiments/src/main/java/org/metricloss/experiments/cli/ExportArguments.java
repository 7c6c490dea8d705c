package org.metricloss.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.metricloss.experiments.work.Exports;
import org.metricloss.experiments.work.Study;
import org.metricloss.results.store.ResultsException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command options for the exports of a run for other programs. */
final class ExportArguments {
    @Option(
            names = "--tensorboard",
            paramLabel = "DIR",
            description =
                    "Also writes event files for 'tensorboard --logdir DIR', on this machine as each epoch ends: scalars,"
                            + " histograms of distances, and the last embeddings for the projector.")
    private Path tensorBoard;

    @Option(
            names = "--export",
            description = "Writes the tested embeddings of each finished trial into the run's folder export, as TSV for"
                    + " TensorBoard's projector and as embeddings.csv.")
    private boolean projector;

    @Option(
            names = "--latex",
            description = "Also writes the table of the summary for LaTeX, with booktabs, to tables/summary.tex.")
    private boolean latex;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * {@return the wanted exports}
     *
     * @param study the run's study
     * @throws ParameterException if the study does not support them
     */
    Exports exports(Study study) {
        Exports exports = new Exports(Optional.ofNullable(tensorBoard), projector, latex);
        study.refusal(exports).ifPresent(refusal -> {
            throw new ParameterException(spec.commandLine(), refusal);
        });
        return exports;
    }

    /** Creates the folder for exports, or refuses it before anything is started. */
    void makeFolder() {
        if (tensorBoard != null) {
            try {
                Files.createDirectories(tensorBoard);
            } catch (IOException failed) {
                throw ResultsException.cannotWrite(tensorBoard, failed);
            }
        }
    }
}
