package org.metricloss.experiments.work;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.metricloss.core.engine.EngineException;
import org.metricloss.datasets.DatasetException;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.cost.CostExperiment;
import org.metricloss.experiments.cost.CostPlan;
import org.metricloss.experiments.cost.PointRunner;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.tensorboard.LiveExport;
import org.metricloss.experiments.training.EpochListener;
import org.metricloss.experiments.training.Plan;
import org.metricloss.experiments.training.TrialRunner;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.formats.FileException;
import org.metricloss.results.record.Study;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.store.RunLock;
import org.metricloss.results.training.record.TrialRecord;

/** A process that runs trials of a run, one after the other, as it is told on its standard input. */
public final class WorkerMain {
    private static final int PARENT_CHECK_MILLIS = 500;

    private final OutputStream answers;
    private final BlockingQueue<Message.Work> work = new LinkedBlockingQueue<>();

    private WorkerMain(OutputStream answers) {
        this.answers = answers;
    }

    /**
     * Runs until the standard input ends or the process that started this one is gone.
     *
     * @param arguments the run's folder, the number of the process that started this one, the milliseconds that may pass between
     *     two checkpoints, and the folder that shows TensorBoard epochs as they end, where one does
     */
    public static void main(String[] arguments) {
        WorkerMain worker = new WorkerMain(new FileOutputStream(FileDescriptor.out));
        // The standard output belongs to the answers: what anybody prints goes elsewhere.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        worker.endWith(Long.parseLong(arguments[1]));
        try {
            worker.run(
                    Path.of(arguments[0]),
                    Duration.ofMillis(Long.parseLong(arguments[2])),
                    Arrays.stream(arguments).skip(3).findFirst().map(Path::of));
        } catch (ResultsException | FileException | DatasetException | EngineException stopped) {
            worker.say(new Message.Stopped(stopped.getMessage()));
            Runtime.getRuntime().halt(2);
        } catch (InterruptedException interrupted) {
            Runtime.getRuntime().halt(1);
        }
    }

    private void run(Path path, Duration checkpointEvery, Optional<Path> tensorBoard) throws InterruptedException {
        RunLock.share(path);
        RunFolder folder = RunFolder.open(path);
        TrialWork runner = folder.manifest().study() == Study.COST
                ? points(folder)
                : training(folder, checkpointEvery, tensorBoard);
        say(new Message.Ready(Message.PROTOCOL));
        while (true) {
            Message.Work next = work.take();
            say(new Message.Done(next.trial(), runner.run(next)));
        }
    }

    /** Runs what it is told, and says whether that ran to its end. */
    private interface TrialWork {
        boolean run(Message.Work work);
    }

    private TrialWork training(RunFolder folder, Duration checkpointEvery, Optional<Path> tensorBoard) {
        Experiment experiment = Experiment.parse(
                folder.path() + "/manifest.json", folder.manifest().experiment(), List.of(), Available.onClassPath());
        Plan plan = Plan.withoutEngines(experiment, Datasets.ofEnvironment());
        if (experiment.engines().size() == 1) {
            // Whatever comes first needs it. Of several engines each is loaded with its first trial.
            plan.versions();
        }
        EpochListener listener = LiveExport.ofEpochs(plan, folder, tensorBoard);
        Set<String> warm = new HashSet<>();
        return next -> {
            TrialRunner runner = new TrialRunner(plan, folder, new Steps(next.trial()), listener, checkpointEvery);
            if (warm.add(plan.withoutSeed(next.trial()))) {
                runner.warmUp(next.trial());
            }
            TrialRecord record = runner.run(next.trial(), next.sideBySide(), next.measureMemory());
            return record.isFinished();
        };
    }

    private static TrialWork points(RunFolder folder) {
        PointRunner runner = new PointRunner(
                CostPlan.of(CostExperiment.parse(
                        folder.path() + "/manifest.json",
                        folder.manifest().experiment(),
                        List.of(),
                        Available.onClassPath())),
                folder);
        return next -> runner.run(next.trial()).isFinished();
    }

    /** Tells how a trial gets on, a few times a second. */
    private final class Steps implements Progress {
        private static final long INTERVAL_NANOS = 100_000_000;

        private final String trial;
        private long steps;
        private long lastNanos = System.nanoTime() - INTERVAL_NANOS;

        Steps(String trial) {
            this.trial = trial;
        }

        @Override
        public void trialStarted(String id, int number, int trials, long steps) {}

        @Override
        public void stepDone(double loss) {
            steps++;
            if (System.nanoTime() - lastNanos >= INTERVAL_NANOS) {
                lastNanos = System.nanoTime();
                say(new Message.Steps(trial, steps, loss));
            }
        }

        @Override
        public void trialEnded() {}
    }

    private void say(Message message) {
        try {
            Lines.write(answers, message);
        } catch (IOException nobodyListens) {
            Runtime.getRuntime().halt(1);
        }
    }

    /** Ends this process at once when the one that started it is gone: its end of the input closes, or its number dies. */
    private void endWith(long parent) {
        daemon("work", () -> {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            try {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    Lines.read(line).map(Message.Work.class::cast).ifPresent(work::add);
                }
            } catch (IOException | Lines.NonsenseException | ClassCastException broken) {
                throw new UncheckedIOException(new IOException("what came was no work", broken));
            } finally {
                // Whatever is half done is whole or not there at all on the disk.
                Runtime.getRuntime().halt(0);
            }
        });
        daemon("parent", () -> {
            while (ProcessHandle.of(parent).filter(ProcessHandle::isAlive).isPresent()) {
                try {
                    Thread.sleep(PARENT_CHECK_MILLIS);
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
            Runtime.getRuntime().halt(0);
        });
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
