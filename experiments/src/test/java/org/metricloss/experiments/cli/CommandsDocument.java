package org.metricloss.experiments.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The document of all commands, from the descriptions that also make the help. */
final class CommandsDocument {
    private CommandsDocument() {}

    /** {@return the document, as Markdown} */
    static String text() {
        StringBuilder text = new StringBuilder("""
                # Commands

                This page is generated from the commands themselves. All are called in the same way:

                ```sh
                ./mvnw -q test-compile exec:java -Dexec.args="--help"
                ```

                [Running](running.md) explains workers, interrupted runs, memory and exit codes.

                | command | what it does |
                |---|---|
                """);
        List<CommandSpec> commands = new CommandLine(new Main())
                .getSubcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .toList();
        for (CommandSpec command : commands) {
            text.append("| [`%s`](#%s) | %s |\n".formatted(command.name(), command.name(), description(command)));
        }
        commands.forEach(command -> append(command, text));
        return text.toString();
    }

    private static void append(CommandSpec command, StringBuilder text) {
        text.append("\n## ").append(command.name()).append("\n\n");
        text.append(description(command)).append("\n\n| argument or option | meaning |\n|---|---|\n");
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            String repeats = parameter.arity().max() > 1 ? "..." : "";
            append(parameter.paramLabel() + repeats, parameter, text);
        }
        for (OptionSpec option : command.options()) {
            if (!option.usageHelp() && !option.versionHelp()) {
                String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
                append(option.longestName() + value, option, text);
            }
        }
    }

    private static void append(String name, ArgSpec argument, StringBuilder text) {
        List<String> sentences = new ArrayList<>(List.of(argument.description()));
        String description = sentences.stream().map(CommandsDocument::plain).collect(Collectors.joining(" "));
        text.append("| `%s` | %s |\n".formatted(name, description));
    }

    private static String description(CommandSpec command) {
        return plain(String.join(" ", command.usageMessage().description()));
    }

    /** Descriptions are format strings, and a bar would end a cell. */
    private static String plain(String description) {
        return description.replace("%%", "%").replace("|", "\\|");
    }
}
