package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.logging.Logger;
import org.metricloss.base.Launcher;
import org.metricloss.base.UserException;
import org.metricloss.experiments.file.Choices;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line, which answers three questions: which loss to train with, what it costs, and how certain the answer
 * is.
 */
@Command(
        name = "metricloss",
        description = "Compares metric-learning losses: accuracy, cost, and how certain the difference is.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        subcommands = {
            RunCommand.class,
            ResumeCommand.class,
            ReproduceCommand.class,
            CompareCommand.class,
            RankCommand.class,
            MergeCommand.class,
            ReportCommand.class,
            CheckCommand.class,
            EvaluateCommand.class,
            EmbedCommand.class,
            NeighboursCommand.class,
            FeaturesCommand.class,
            ExportCommand.class,
            ListCommand.class,
            DoctorCommand.class
        })
public final class Main {
    /** Success. */
    static final int OK = 0;
    /** An unexpected error: a bug of this program. */
    static final int BUG = 1;
    /** The request cannot be fulfilled: invalid input, missing data, or a platform without native libraries. */
    static final int BAD_INPUT = 2;
    /** The run is complete, but some trials failed. */
    static final int SOME_TRIALS_FAILED = 3;
    /** Repeated trials gave different figures. */
    static final int NOT_REPRODUCED = 3;

    /**
     * Runs a command and ends the process with its exit code: 0 for success, 2 for a request that cannot be fulfilled,
     * 3 if some trials failed or gave figures that differ from the record, 1 for a bug.
     *
     * @param args the command and its arguments
     */
    public static void main(String[] args) {
        ControlCharacters.showInMessagesOf(Logger.getLogger(""));
        int code = execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args);
        if (code != OK) {
            System.exit(code);
        }
    }

    /**
     * Runs a command.
     *
     * @param out receives the results
     * @param err receives the errors, one line each
     * @param args the command and its arguments
     * @return the exit code
     */
    static int execute(PrintWriter out, PrintWriter err, String... args) {
        PrintWriter plainOut = new PrintWriter(new ControlCharacters(out), true);
        PrintWriter plainErr = new PrintWriter(new ControlCharacters(err), true);
        try {
            return executePlain(plainOut, plainErr, args);
        } finally {
            plainOut.flush();
            plainErr.flush();
        }
    }

    private static int executePlain(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Main()).setOut(out).setErr(err);
        // Styles are switched off because they are control characters, too.
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // Names of files and folders may begin with @.
        line.setExpandAtFiles(false);
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            // Every other exception, including IllegalArgumentException, is a bug and is shown with its origin.
            if (exception instanceof UserException) {
                err.println("error: " + onOneLine(exception.getMessage()));
                return BAD_INPUT;
            }
            err.println("error: this should not have happened; please report it with the lines below");
            exception.printStackTrace(err);
            return BUG;
        });
        line.setParameterExceptionHandler((exception, parsed) -> {
            String command = exception.getCommandLine().getCommandSpec().qualifiedName();
            String similar = similar(exception);
            err.println("error: %s%s %s --help"
                    .formatted(
                            onOneLine(exception.getMessage()),
                            similar.isEmpty() ? "; see" : similar + " See",
                            command));
            return BAD_INPUT;
        });
        try {
            return args.length == 0 ? line.execute("--help") : line.execute(args);
        } catch (OutOfMemoryError memory) {
            err.println(String.format(
                    Locale.ROOT,
                    "error: out of memory (%s): this JVM's heap is at most %.1f GiB; %s",
                    memory.getMessage(),
                    Runtime.getRuntime().maxMemory() / 0x1p30,
                    Launcher.moreHeap()));
            return BAD_INPUT;
        }
    }

    /** {@return {@code ; did you mean 'run'?} for a misspelt command or option, or nothing if none is similar} */
    private static String similar(ParameterException exception) {
        if (!(exception instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        CommandLine line = exception.getCommandLine();
        String given = unmatched.getUnmatched().get(0).split("=", 2)[0];
        return given.startsWith("-")
                ? Choices.didYouMean(given, line.getCommandSpec().optionsMap().keySet())
                : Choices.didYouMean(given, line.getSubcommands().keySet());
    }

    /** Prints how files were read; notes that begin with {@code warning:} go to the standard error. */
    static void printNotes(List<String> notes, CommandLine line) {
        notes.forEach(note -> (note.startsWith("warning: ") ? line.getErr() : line.getOut()).println(onOneLine(note)));
    }

    /** {@return a message as one line, even if names in it contain line breaks} */
    static String onOneLine(String message) {
        return message.replaceAll("\\R\\s*", " ");
    }
}
