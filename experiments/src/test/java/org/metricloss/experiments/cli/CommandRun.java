package org.metricloss.experiments.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A command that has run in this process.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it printed to the standard error
 */
record CommandRun(int code, String out, String err) {
    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }

    /** {@return the runs where a command writes them that is not told where} Tests leave them as they are. */
    static List<Path> runsByDefault() throws IOException {
        Path runs = Path.of("results", "runs");
        if (!Files.exists(runs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(runs, 2)) {
            return files.sorted().toList();
        }
    }
}
