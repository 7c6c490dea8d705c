package org.metricloss.experiments.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.metricloss.experiments.embeddings.ProjectorExport;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.tensorboard.LiveExport;
import org.metricloss.experiments.tensorboard.TensorBoardExport;
import org.metricloss.experiments.training.Plan;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What commands write of a run for other programs. */
final class ExportArguments {
    @Option(
            names = "--tensorboard",
            paramLabel = "DIR",
            description =
                    "Writes event files for 'tensorboard --logdir DIR' as well, of each epoch as soon as it has ended:"
                            + " scalars, histograms of distances, and the last embeddings for the projector.")
    private Path tensorBoard;

    @Option(
            names = "--export",
            description = "Writes the tested embeddings of each finished trial into the run's folder export, as TSV for"
                    + " TensorBoard's projector.")
    private boolean projector;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** {@return where to, if anywhere} */
    Optional<Path> tensorBoard() {
        return Optional.ofNullable(tensorBoard);
    }

    /** Refuses what a cost study has not. */
    void checkForCost() {
        if (projector) {
            throw new ParameterException(
                    spec.commandLine(), "--export is for training: a cost study has no embeddings");
        }
        if (tensorBoard != null) {
            throw new ParameterException(
                    spec.commandLine(), "--tensorboard is for training: a cost study has no epochs and no embeddings");
        }
    }

    /** Refuses a folder that cannot be, before anything is begun. */
    void makeFolder() {
        if (tensorBoard != null) {
            try {
                Files.createDirectories(tensorBoard);
            } catch (IOException failed) {
                throw ResultsException.cannotWrite(tensorBoard, failed);
            }
        }
    }

    /** Runs trials, and tells of each as soon as it has ended. */
    @FunctionalInterface
    interface Trials {
        int run(Consumer<TrialRecord> ended);
    }

    /**
     * Exports a run while it goes on, or at its end.
     *
     * @param run the run
     * @param plan what it sets out to do
     * @param trials runs it
     * @return the exit code that came of it
     * @throws ResultsException if trials could not be exported; the run has gone to its end nevertheless
     */
    int during(RunFolder run, Plan plan, Trials trials) {
        int code = tensorBoard == null ? trials.run(trial -> {}) : live(run, plan, trials);
        if (projector) {
            project(run, plan.classNames()::get);
        }
        return code;
    }

    private int live(RunFolder run, Plan plan, Trials trials) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("tensorboard: " + tensorBoard);
        LiveExport live = new LiveExport(plan, run, tensorBoard);
        int code = trials.run(live);
        live.finish();
        return code;
    }

    private void project(RunFolder run, IntFunction<String> classNames) {
        Path folder = run.path().resolve("export");
        ProjectorExport.write(run, run.records(TrialRecord.class), folder, classNames);
        spec.commandLine().getOut().println("embeddings: " + folder);
    }

    /** Exports all ended trials of a run whose data is not at hand: classes are called by their labels. */
    void write(RunFolder run) {
        if (tensorBoard != null) {
            Experiment experiment = Experiment.parse(
                    run.path().resolve("manifest.json").toString(),
                    run.manifest().experiment(),
                    List.of(),
                    Available.onClassPath());
            TensorBoardExport export = new TensorBoardExport(
                    run, tensorBoard, experiment.evaluation().distance(), Integer::toString);
            run.records(TrialRecord.class).forEach(export::write);
            spec.commandLine().getOut().println("tensorboard: " + tensorBoard);
        }
        if (projector) {
            project(run, Integer::toString);
        }
    }
}
