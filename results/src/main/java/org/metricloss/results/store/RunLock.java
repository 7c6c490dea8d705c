package org.metricloss.results.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.metricloss.base.Causes;

/**
 * Lets only one process use a run folder at a time, by a lock of the operating system on {@code run.lock}. The lock ends with
 * the process that holds it, however that process ends. Worker processes share a second lock. The next run waits for it, so
 * that no worker of an earlier run still writes.
 */
public final class RunLock implements AutoCloseable {
    private static final String FILE = "run.lock";
    private static final long OWNER = Long.MAX_VALUE - 2;
    private static final long WORKERS = Long.MAX_VALUE - 1;
    private static final int WAIT_MILLIS = 50;
    private static final int LONGEST_WAIT_MILLIS = 20_000;

    /** Locks of the operating system belong to a process, so two of them within this process would not exclude each other. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    /** Keeps locked files from the garbage collector, which would close them and so release their locks. */
    private static final Set<FileChannel> LOCKED = ConcurrentHashMap.newKeySet();

    private final Path held;
    private final FileChannel channel;

    private RunLock(Path held, FileChannel channel) {
        this.held = held;
        this.channel = channel;
    }

    /**
     * Locks a run folder for this process.
     *
     * @param run the folder
     * @return the lock; the folder is free again when it is closed
     * @throws ResultsException if another process holds the folder (the message names it) or the lock file cannot be
     *     written
     */
    static RunLock own(Path run) {
        Path file = run.resolve(FILE);
        try {
            Path held = run.toRealPath().resolve(FILE);
            if (!HELD_HERE.add(held)) {
                throw inUse(run, "process " + ProcessHandle.current().pid() + ", this one");
            }
            try {
                return new RunLock(held, owned(run, file));
            } catch (IOException | RuntimeException refused) {
                HELD_HERE.remove(held);
                throw refused;
            }
        } catch (IOException failed) {
            throw ResultsException.cannotWrite(file, failed);
        }
    }

    private static FileChannel owned(Path run, Path file) throws IOException {
        FileChannel channel = open(file);
        try {
            if (channel.tryLock(OWNER, 1, false) == null) {
                throw inUse(run, Files.readString(file).strip());
            }
            awaitWorkers(run, channel);
            channel.truncate(0);
            String owner = "process " + ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)));
            LOCKED.add(channel);
            return channel;
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw refused;
        }
    }

    /** Workers of a run whose process has died end by themselves, but not at once. */
    private static void awaitWorkers(Path run, FileChannel channel) throws IOException {
        for (int waited = 0; waited < LONGEST_WAIT_MILLIS; waited += WAIT_MILLIS) {
            FileLock lock = channel.tryLock(WORKERS, 1, false);
            if (lock != null) {
                lock.release();
                return;
            }
            try {
                Thread.sleep(WAIT_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw inUse(run, "a worker process of an earlier run that has not ended");
    }

    /**
     * Registers this process as a worker of the process that holds the run folder. The lock is held until this process ends.
     *
     * @param run the folder
     * @throws ResultsException if the lock file cannot be opened
     */
    public static void share(Path run) {
        Path file = run.resolve(FILE);
        try {
            // Not closed: the lock lasts as long as the process.
            FileChannel channel = open(file);
            channel.lock(WORKERS, 1, true);
            LOCKED.add(channel);
        } catch (IOException failed) {
            throw ResultsException.cannotWrite(file, failed);
        }
    }

    /**
     * {@return whether a process holds a run folder, or one of its workers has not ended; false if that cannot be told}
     *
     * @param run the folder
     */
    static boolean isHeld(Path run) {
        Path file = run.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try {
            // Closing a file would release the locks that this process has on it.
            if (HELD_HERE.contains(run.toRealPath().resolve(FILE))) {
                return true;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock(OWNER, 2, false)) {
                return lock == null;
            }
        } catch (IOException unknown) {
            return false;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static ResultsException inUse(Path run, String owner) {
        return new ResultsException(run + " is in use by " + (owner.isEmpty() ? "another process" : owner)
                + ": wait for it to end, or end it");
    }

    @Override
    public void close() {
        HELD_HERE.remove(held);
        LOCKED.remove(channel);
        try {
            channel.close();
        } catch (IOException failed) {
            throw new ResultsException("cannot unlock " + held + ": " + Causes.inWords(failed), failed);
        }
    }
}
