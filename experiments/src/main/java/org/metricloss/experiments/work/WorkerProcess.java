package org.metricloss.experiments.work;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.metricloss.base.Causes;
import org.metricloss.core.engine.Device;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/** The parent's handle of one worker process: sends it items, watches it and stops it if necessary. */
final class WorkerProcess implements AutoCloseable {
    private static final int WATCH_MILLIS = 50;
    private static final int LAST_LINES = 16;
    private static final int LONGEST_LINE = 300;
    private static final int END_SECONDS = 10;

    private final Process process;
    private final WorkerSettings settings;
    private final PrintWriter log;
    private final BlockingQueue<Said> heard = new LinkedBlockingQueue<>();
    private final long startNanos = System.nanoTime();
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final List<Thread> readers = new ArrayList<>();
    private boolean ready;
    private boolean reusable = true;

    /** A message, or the reason why a line is not a valid message. */
    private record Said(Optional<Message> message, String invalid) {}

    private WorkerProcess(Process process, WorkerSettings settings, PrintWriter log) {
        this.process = process;
        this.settings = settings;
        this.log = log;
        readers.add(reader("messages", process.getInputStream()));
        readers.add(reader("errors", process.getErrorStream()));
    }

    /**
     * Starts a worker, which then prepares itself.
     *
     * @param code the code that it runs
     * @param run the run folder
     * @param settings its limits
     * @param device what it computes on
     * @param log receives everything that it prints
     * @throws ResultsException if it cannot be started
     */
    static WorkerProcess start(
            WorkerCode code, RunFolder run, WorkerSettings settings, Device device, PrintWriter log) {
        List<String> command = new ArrayList<>(code.command());
        // Paths are absolute because the java command treats an argument that begins with @ as an argument file.
        command.add(run.path().toAbsolutePath().toString());
        command.add(Long.toString(ProcessHandle.current().pid()));
        command.add(Long.toString(settings.checkpointEvery().toMillis()));
        settings.tensorBoard()
                .ifPresent(board -> command.add(board.toAbsolutePath().toString()));
        try {
            return new WorkerProcess(
                    EngineEnvironment.in(new ProcessBuilder(command), device).start(), settings, log);
        } catch (IOException failed) {
            throw new ResultsException("a worker process cannot be started: " + Causes.inWords(failed), failed);
        }
    }

    /**
     * {@return whether the worker may run another item: the cause of a failure, such as a full heap, must not affect
     * the next item}
     */
    boolean isReusable() {
        return reusable;
    }

    /** {@return whether it was ever ready to run an item} */
    boolean wasReady() {
        return ready;
    }

    /**
     * Sends an item to the worker and waits until the item has ended.
     *
     * @param work the item
     * @param steps receives the number of steps since the item started, and the last loss
     * @return the failure; empty if the worker reports that the item's record is written
     * @throws ResultsException if the worker reports that it cannot run any item
     * @throws InterruptedException if this thread is interrupted
     */
    Optional<Failure> run(Message.Work work, Consumer<Message.Steps> steps) throws InterruptedException {
        try {
            Lines.write(process.getOutputStream(), work);
        } catch (IOException dead) {
            return Optional.of(died());
        }
        long begunNanos = System.nanoTime();
        long lastNanos = begunNanos;
        while (true) {
            Optional<Duration> limit = settings.timeLimit();
            if (limit.isPresent()
                    && System.nanoTime() - begunNanos > limit.get().toNanos()) {
                stop();
                return Optional.of(Failure.tookTooLong(limit.get().toMillis() * 1e-3));
            }
            Said said = heard.poll(WATCH_MILLIS, TimeUnit.MILLISECONDS);
            if (said == null) {
                Optional<Failure> failure = watch(lastNanos);
                if (failure.isPresent()) {
                    return failure;
                }
                continue;
            }
            lastNanos = System.nanoTime();
            if (said.message().filter(heard -> isExpected(heard, work.trial())).isEmpty()) {
                stop();
                return Optional.of(Failure.invalidMessage(
                        said.message().map(Message::toString).orElse(said.invalid()), lastLines()));
            }
            Message message = said.message().orElseThrow();
            if (message instanceof Message.Steps taken) {
                steps.accept(taken);
            } else if (message instanceof Message.Ready) {
                ready = true;
                log.println(String.format(
                        Locale.ROOT, "%d: ready after %.3f s", process.pid(), (System.nanoTime() - startNanos) * 1e-9));
            } else if (message instanceof Message.Stopped stopped) {
                throw new ResultsException(stopped.reason());
            } else if (message instanceof Message.Done done) {
                reusable = done.finished();
                return Optional.empty();
            }
        }
    }

    /** Returns whether a worker may send this message while it runs an item. */
    private static boolean isExpected(Message message, String trial) {
        if (message instanceof Message.Ready ready) {
            return ready.protocol() == Message.PROTOCOL;
        } else if (message instanceof Message.Steps steps) {
            return steps.trial().equals(trial);
        } else if (message instanceof Message.Done done) {
            return done.trial().equals(trial);
        }
        return message instanceof Message.Stopped;
    }

    private Optional<Failure> watch(long lastNanos) throws InterruptedException {
        if (!process.isAlive()) {
            for (Thread reader : readers) {
                reader.join(TimeUnit.SECONDS.toMillis(1));
            }
            // Messages that the worker sent before it died are handled first.
            return heard.isEmpty() ? Optional.of(died()) : Optional.empty();
        }
        Optional<Long> tooMuch =
                ProcessMemory.of(process.pid()).resident().filter(bytes -> bytes > settings.memoryBytes());
        if (tooMuch.isPresent()) {
            stop();
            return Optional.of(Failure.tooLarge(tooMuch.get(), settings.memoryBytes()));
        }
        Duration silent = Duration.ofNanos(System.nanoTime() - lastNanos);
        if (silent.compareTo(settings.silence()) > 0) {
            stop();
            return Optional.of(Failure.hung(silent.toSeconds(), lastLines()));
        }
        return Optional.empty();
    }

    private Failure died() {
        stop();
        return Failure.died(process.exitValue(), lastLines());
    }

    private Thread reader(String name, InputStream stream) {
        Thread thread = new Thread(() -> read(stream), "worker-" + process.pid() + "-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void read(InputStream stream) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                hear(line);
            }
        } catch (IOException closed) {
            hear("its output ended early: " + Causes.inWords(closed));
        }
    }

    private void hear(String line) {
        try {
            Optional<Message> message = Lines.read(line);
            if (message.isPresent()) {
                heard.add(new Said(message, ""));
            } else if (!line.matches("[\\s#]*")) {
                keep(line);
            }
        } catch (Lines.InvalidMessageException invalid) {
            heard.add(new Said(Optional.empty(), invalid.getMessage()));
        }
    }

    private void keep(String line) {
        synchronized (lastLines) {
            lastLines.add(line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE));
            if (lastLines.size() > LAST_LINES) {
                lastLines.remove();
            }
        }
        log.println(process.pid() + ": " + line);
    }

    private String lastLines() {
        synchronized (lastLines) {
            return String.join(" | ", lastLines).replaceAll("\\p{Cntrl}", " ");
        }
    }

    /** Kills the worker and waits until it has ended: from then on it writes nothing. */
    void stop() {
        process.destroyForcibly();
        try {
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills the worker as {@link #stop} does. */
    @Override
    public void close() {
        stop();
    }
}
