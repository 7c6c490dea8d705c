package org.metricloss.experiments.work;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/**
 * The code that a run's workers are started from: a copy of this program's class path in the run's folder, {@code code/}, and
 * an argument file for the {@code java} command. What is compiled while the run goes on changes no later trial.
 */
final class WorkerCode implements AutoCloseable {
    /** Set for workers as for this process, where they are set. */
    private static final List<String> PROPERTY_PREFIXES = List.of("metricloss.", "ai.djl.", "org.slf4j.", "user.lang");

    private final Path folder;
    private final Path argumentFile;

    private WorkerCode(Path folder, Path argumentFile) {
        this.folder = folder;
        this.argumentFile = argumentFile;
    }

    /**
     * Copies the code.
     *
     * @param run whose workers it is for; the caller has its lock
     * @param heapBytes the most that a worker's Java heap may hold
     * @return the code; its folder is deleted when it is closed
     * @throws ResultsException where it cannot be written, or is not what the run's manifest says
     */
    static WorkerCode of(RunFolder run, long heapBytes) {
        Path folder = run.path().resolve("code");
        try {
            FolderTree.delete(folder);
            ClassPath copy = ClassPath.ofThisProgram().copyTo(folder);
            String code = Versions.ofCode(copy);
            if (!code.equals(Versions.code())) {
                throw new ResultsException("the program was compiled while the run began: start it again");
            }
            Path argumentFile = folder.resolve("worker.args");
            Files.write(argumentFile, arguments(run, copy, code, heapBytes));
            return new WorkerCode(folder, argumentFile);
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

    /** As argument files of the java command want it. */
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** {@return the command that starts a worker, to which its own arguments are added} */
    List<String> command() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + argumentFile);
    }

    @Override
    public void close() {
        try {
            FolderTree.delete(folder);
        } catch (IOException failed) {
            throw ResultsException.cannotWrite(folder, failed);
        }
    }
}
