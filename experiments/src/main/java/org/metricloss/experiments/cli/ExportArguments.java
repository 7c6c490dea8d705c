package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.Experiment;
import org.metricloss.experiments.tensorboard.TensorBoardExport;
import org.metricloss.results.store.RunFolder;
import picocli.CommandLine.Option;

/** What commands write of a run for other programs. */
final class ExportArguments {
    @Option(
            names = "--tensorboard",
            paramLabel = "DIR",
            description = "Writes event files for 'tensorboard --logdir DIR' as well: scalars by epoch, histograms of"
                    + " distances, and the last embeddings for the projector.")
    private Path tensorBoard;

    void write(RunFolder run, Distance distance, IntFunction<String> classNames, PrintWriter out) {
        if (tensorBoard != null) {
            TensorBoardExport.write(run, tensorBoard, distance, classNames);
            out.println("tensorboard: " + tensorBoard);
        }
    }

    /** The same where the run's data is not at hand: classes are called by their labels. */
    void write(RunFolder run, PrintWriter out) {
        if (tensorBoard != null) {
            Experiment experiment = Experiment.parse(
                    run.path().resolve("manifest.json").toString(),
                    run.manifest().experiment(),
                    List.of(),
                    Available.onClassPath());
            write(run, experiment.evaluation().distance(), Integer::toString, out);
        }
    }
}
