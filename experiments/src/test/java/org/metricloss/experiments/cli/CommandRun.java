package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

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
}
