package org.metricloss.results.record;

import java.util.List;
import java.util.stream.Collectors;

/** Formats commands of this program as a user types them in a checkout, for records and reports. */
public final class CommandText {
    private CommandText() {}

    /**
     * {@return the line for a POSIX shell, such as {@code ./mvnw -q test-compile exec:java -Dexec.args="run a.yaml"}}
     *
     * @param arguments the command's name and its arguments
     */
    public static String of(List<String> arguments) {
        String command = arguments.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
        return "./mvnw -q test-compile exec:java -Dexec.args=\"%s\""
                .formatted(command.replaceAll("[\\\\\"$`]", "\\\\$0"));
    }

    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_./=+,:@%-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
