package org.metricloss.results.record;

import java.util.List;
import java.util.stream.Collectors;
import org.metricloss.base.Launcher;

/** Formats commands of this program as a user types them, for records and reports. */
public final class CommandText {
    private CommandText() {}

    /**
     * {@return the line for a POSIX shell: {@code bin/metricloss run a.yaml} if a start script started this program, and
     * {@code ./mvnw -q test-compile exec:java -Dexec.args="run a.yaml"} in a checkout}
     *
     * @param arguments the command's name and its arguments
     */
    public static String of(List<String> arguments) {
        String command = arguments.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
        return Launcher.script()
                .map(script -> quoted(script) + " " + command)
                .orElseGet(() -> "./mvnw -q test-compile exec:java -Dexec.args=\"%s\""
                        .formatted(command.replaceAll("[\\\\\"$`]", "\\\\$0")));
    }

    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_./=+,:@%-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
