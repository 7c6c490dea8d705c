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
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.metricloss.base.UserException;
import org.metricloss.results.record.ItemRecord;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.store.RunLock;

/**
 * The main class of a worker process, which runs items of a run one after the other, as requested through its standard
 * input.
 */
public final class WorkerMain {
    private static final int PARENT_CHECK_MILLIS = 500;

    private final OutputStream answers;
    private final BlockingQueue<Message.Work> work = new LinkedBlockingQueue<>();

    private WorkerMain(OutputStream answers) {
        this.answers = answers;
    }

    /**
     * Runs until the standard input ends or the parent process has ended.
     *
     * @param arguments the run's folder, the id of the parent process, the longest time between two checkpoints in
     *     milliseconds and, if epochs are exported to TensorBoard as they end, the folder for its event files
     */
    public static void main(String[] arguments) {
        WorkerMain worker = new WorkerMain(new FileOutputStream(FileDescriptor.out));
        // The standard output carries messages, so all printed text is sent to the standard error.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        worker.endWith(Long.parseLong(arguments[1]));
        try {
            worker.run(
                    Path.of(arguments[0]),
                    Duration.ofMillis(Long.parseLong(arguments[2])),
                    Arrays.stream(arguments).skip(3).findFirst().map(Path::of));
        } catch (UserException stopped) {
            worker.say(new Message.Stopped(stopped.getMessage()));
            Runtime.getRuntime().halt(2);
        } catch (InterruptedException interrupted) {
            Runtime.getRuntime().halt(1);
        }
    }

    private void run(Path path, Duration checkpointEvery, Optional<Path> tensorBoard) throws InterruptedException {
        RunLock.share(path);
        RunFolder folder = RunFolder.open(path);
        WorkPlan plan = Study.of(folder).reopen(folder);
        Steps steps = new Steps();
        ItemRunner runner = plan.runner(folder, steps, WorkerSettings.inThisProcess(checkpointEvery, tensorBoard));
        say(new Message.Ready(Message.PROTOCOL));
        while (true) {
            Message.Work next = work.take();
            steps.begin(next.trial());
            runner.warmUp(next.trial());
            ItemRecord record = runner.run(next.trial(), next.sideBySide(), next.measureMemory(), next.lostAttempts());
            say(new Message.Done(next.trial(), record.isFinished()));
        }
    }

    /** Sends the progress of an item a few times a second. */
    private final class Steps implements Progress {
        private static final long INTERVAL_NANOS = 100_000_000;

        private String item = "";
        private long steps;
        private long lastNanos;

        void begin(String id) {
            item = id;
            steps = 0;
            lastNanos = System.nanoTime() - INTERVAL_NANOS;
        }

        @Override
        public void stepDone(double loss) {
            steps++;
            if (System.nanoTime() - lastNanos >= INTERVAL_NANOS) {
                lastNanos = System.nanoTime();
                say(new Message.Steps(item, steps, loss));
            }
        }
    }

    private void say(Message message) {
        try {
            Lines.write(answers, message);
        } catch (IOException nobodyListens) {
            Runtime.getRuntime().halt(1);
        }
    }

    /**
     * Ends this process as soon as its parent process has ended: the input closes, or the process id no longer exists.
     */
    private void endWith(long parent) {
        daemon("work", () -> {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            try {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    Lines.read(line).map(Message.Work.class::cast).ifPresent(work::add);
                }
            } catch (IOException | Lines.InvalidMessageException | ClassCastException broken) {
                throw new UncheckedIOException(new IOException("the input was not a valid message", broken));
            } finally {
                // Halting is safe because every file is written completely or not at all.
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
