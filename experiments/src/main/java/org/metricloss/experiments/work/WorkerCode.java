package org.metricloss.experiments.work;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.metricloss.results.store.FolderTree;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/**
 * The code that a run's workers run: a copy of this program's class path in the run's folder, {@code code/}, and an
 * argument file for the {@code java} command. Compiling the program during the run therefore does not affect later
 * items.
 */
final class WorkerCode implements AutoCloseable {
    /** Properties that are passed on to workers if they are set. */
    private static final List<String> PROPERTY_PREFIXES =
            List.of("metricloss.", "ai.djl.", "org.slf4j.", "user.lang", TemporaryFolder.PROPERTY);

    private final Path folder;
    private final Path argumentFile;

    private WorkerCode(Path folder, Path argumentFile) {
        this.folder = folder;
        this.argumentFile = argumentFile;
    }

    /**
     * Refuses a folder from which Java cannot load classes.
     *
     * @param folder the folder of runs, or one run
     * @throws ResultsException if its path contains the separator of class paths or a control character
     */
    static void requireUsable(Path folder) {
        String path = folder.toAbsolutePath().toString();
        if (path.contains(File.pathSeparator) || path.chars().anyMatch(Character::isISOControl)) {
            throw new ResultsException(
                    "worker processes cannot be started from %s: its path must not contain '%s' or a control character;"
                                    .formatted(path.replaceAll("\\p{Cntrl}", "?"), File.pathSeparator)
                            + " choose another folder, or run in this process with --workers 0");
        }
    }

    /**
     * Copies the code.
     *
     * @param run the run of the workers; the caller holds its lock
     * @param program the class path of the code
     * @param expected the hash of the code with which the run was planned, see {@link Versions#ofCode}
     * @param heapBytes the greatest size of a worker's Java heap
     * @return the code; its folder is deleted when it is closed
     * @throws ResultsException if it cannot be written, or is not the expected code
     */
    static WorkerCode of(RunFolder run, ClassPath program, String expected, long heapBytes) {
        discard(run);
        Path folder = folder(run);
        try {
            ClassPath copy = program.copyTo(folder);
            String code = Versions.ofCode(copy);
            if (!code.equals(expected)) {
                throw new ResultsException(
                        "the program is not the one with which the run was planned; it may have been compiled while the run"
                                + " started: start the run again");
            }
            Path argumentFile = folder.resolve("worker.args");
            Files.write(argumentFile, arguments(run, copy, code, heapBytes));
            return new WorkerCode(folder, argumentFile);
        } catch (UncheckedIOException failed) {
            throw ResultsException.cannotWrite(folder, failed.getCause());
        } catch (IOException failed) {
            throw ResultsException.cannotWrite(folder, failed);
        }
    }

    /**
     * Deletes the code that a killed process left.
     *
     * @param run a run; the caller holds its lock
     * @throws ResultsException if it cannot be deleted
     */
    static void discard(RunFolder run) {
        delete(folder(run));
    }

    private static Path folder(RunFolder run) {
        return run.path().toAbsolutePath().resolve("code");
    }

    private static void delete(Path folder) {
        try {
            FolderTree.delete(folder);
        } catch (IOException failed) {
            throw ResultsException.cannotWrite(folder, failed);
        }
    }

    private static List<String> arguments(RunFolder run, ClassPath copy, String code, long heapBytes) {
        List<String> arguments = new ArrayList<>(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-Dsun.misc.unsafe.memory.access=allow",
                "-Dai.djl.offline=true",
                "-Xmx" + Math.max(1, heapBytes >> 20) + "m",
                "-XX:ErrorFile=" + run.path().toAbsolutePath().resolve("crash-%p.log")));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> PROPERTY_PREFIXES.stream().anyMatch(name::startsWith))
                .sorted()
                .forEach(name -> arguments.add("-D" + name + "=" + System.getProperty(name)));
        arguments.add("-D" + Versions.CODE_PROPERTY + "=" + code);
        arguments.add("-cp");
        arguments.add(copy.entries().stream()
                .map(entry -> entry.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator)));
        arguments.add(WorkerMain.class.getName());
        return arguments.stream().map(WorkerCode::quoted).toList();
    }

    /** Quotes an argument for an argument file of the java command. */
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** {@return the command that starts a worker, without the worker's own arguments} */
    List<String> command() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + argumentFile);
    }

    @Override
    public void close() {
        delete(folder);
    }
}
