package org.metricloss.experiments.work;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The commit from which this program was built. */
final class GitCommit {
    private GitCommit() {}

    /**
     * {@return the commit's hash, followed by {@code +changes} if tracked files differ from it: for a distribution the
     * commit from which it was built, otherwise that of the working directory if it is a git checkout}
     */
    static Optional<String> ofThisProgram() {
        Path code = Path.of(URI.create(GitCommit.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        Path distribution = code.resolve("../..").normalize();
        Path commit = distribution.resolve("COMMIT");
        return Files.isRegularFile(code) && Files.isRegularFile(commit) ? ofFile(commit) : ofWorkingDirectory();
    }

    private static Optional<String> ofFile(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(commit -> !commit.isEmpty());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> ofWorkingDirectory() {
        return git("rev-parse", "HEAD")
                .map(commit -> git("status", "--porcelain", "--untracked-files=no")
                        .filter(changes -> !changes.isEmpty())
                        .map(changes -> commit + "+changes")
                        .orElse(commit));
    }

    private static Optional<String> git(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean ended = process.waitFor(5, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException noGit) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
