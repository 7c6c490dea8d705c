package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.metricloss.core.plugin.Registry;
import org.metricloss.experiments.file.StudyFile;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.Study;
import org.metricloss.experiments.work.WorkPlan;
import org.metricloss.results.record.CommandText;
import org.metricloss.results.record.ExperimentSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command options for an experiment file and overrides of its values. */
final class ExperimentArguments {
    @Parameters(paramLabel = "FILE", description = "The experiment file.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description =
                    "Changes a value of the file, such as budget.epochs=1 or dataset.dir=data; without a value the key is removed."
                            + " Repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Mixin
    private MemoryArguments memory;

    /** {@return the given limit, or the default, which depends on the memory that is free now} */
    MemoryLimit memoryLimit() {
        return memory.limit();
    }

    /** {@return the study that the file describes} */
    Study study() {
        Registry<Study> studies = Study.all();
        return studies.get(
                StudyFile.of(file, studies.all().stream().map(Study::id).toList()));
    }

    /**
     * {@return the plan of the experiment}
     *
     * @param study the file's study
     */
    WorkPlan plan(Study study) {
        return study.read(file, overrides);
    }

    /** {@return the source of the experiment, for the record} */
    ExperimentSource source() {
        return new ExperimentSource(file.toAbsolutePath().toString(), overrides);
    }

    /**
     * {@return the command as a user would type it, for the record}
     *
     * @param name the command's name
     * @param options further options
     */
    String command(String name, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of(name, file.toString()));
        arguments.addAll(options);
        memory.given().ifPresent(limit -> arguments.addAll(List.of("--memory-limit", limit.bytes() + "B")));
        overrides.forEach(override -> arguments.addAll(List.of("--set", override)));
        return CommandText.of(arguments);
    }
}
