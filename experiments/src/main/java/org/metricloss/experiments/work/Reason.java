package org.metricloss.experiments.work;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/** The reason for an item's failure, as its record states it. */
public final class Reason {
    /**
     * What calls losses and is called by them: Java, this project except its losses, and the libraries of its engines.
     */
    private static final List<String> FRAMEWORK = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "org.metricloss.base.",
            "org.metricloss.core.",
            "org.metricloss.engine.",
            "org.metricloss.formats.",
            "org.metricloss.datasets.",
            "org.metricloss.results.",
            "org.metricloss.experiments.",
            "ai.djl.",
            "org.tensorflow.",
            "org.bytedeco.");

    private Reason() {}

    /**
     * {@return the type of the exception, the first line of its message and its place, which is enough to locate a bug: the
     * first frame in the code of a loss or of another plug-in, if there is one, or else the first frame}
     *
     * @param thrown the exception that ended the item
     */
    public static String of(Throwable thrown) {
        String what = thrown.toString().lines().findFirst().orElse("");
        StackTraceElement[] frames = thrown.getStackTrace();
        return Arrays.stream(frames)
                .filter(frame -> FRAMEWORK.stream().noneMatch(frame.getClassName()::startsWith))
                .findFirst()
                .or(() -> Optional.ofNullable(frames.length == 0 ? null : frames[0]))
                .map(frame -> what + " at " + frame)
                .orElse(what);
    }

    /**
     * {@return the reason; the whole stack trace goes into the run's {@code workers.log}}
     *
     * @param folder the run's folder
     * @param item the item that failed
     * @param thrown the exception that ended it
     */
    public static String logged(RunFolder folder, String item, Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        Path log = folder.path().resolve("workers.log");
        try {
            Files.writeString(
                    log,
                    item + " failed: " + trace,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failed) {
            // The trace is lost for the log, so the exception keeps it.
            ResultsException cannotWrite = ResultsException.cannotWrite(log, failed);
            cannotWrite.addSuppressed(thrown);
            throw cannotWrite;
        }
        return of(thrown);
    }
}
