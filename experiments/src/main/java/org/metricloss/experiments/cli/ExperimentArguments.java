package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.metricloss.datasets.DatasetException;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.cost.CostExperiment;
import org.metricloss.experiments.cost.CostPlan;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.StudyFile;
import org.metricloss.experiments.training.MisfitException;
import org.metricloss.experiments.training.Plan;
import org.metricloss.experiments.training.setting.ExperimentFile;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.results.record.CommandText;
import org.metricloss.results.record.ExperimentSource;
import org.metricloss.results.record.Study;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An experiment file and what is changed in it, as commands take them. */
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

    /** {@return the given limit, or the default of this moment} */
    MemoryLimit memoryLimit() {
        return memory.limit();
    }

    /**
     * {@return the plan; what does not fit the data is refused at its place in the file, like any other mistake in it}
     */
    Plan plan() {
        ExperimentFile read = ExperimentFile.read(file, overrides, Available.onClassPath());
        try {
            return Plan.of(read.experiment(), Datasets.ofEnvironment());
        } catch (MisfitException misfit) {
            throw read.refused(misfit.setting(), misfit.getMessage(), misfit);
        } catch (DatasetException unusable) {
            throw read.refused("dataset", unusable.getMessage(), unusable);
        }
    }

    /** {@return what the file describes} */
    Study study() {
        return StudyFile.of(file);
    }

    /** {@return the plan of a cost study} */
    CostPlan costPlan() {
        return CostPlan.of(CostExperiment.read(file, overrides, Available.onClassPath()));
    }

    /** {@return where the experiment was read from, for the record} */
    ExperimentSource source() {
        return new ExperimentSource(file.toAbsolutePath().toString(), overrides);
    }

    /** {@return the command as one would type it in a checkout, for the record} */
    String command(String name) {
        List<String> arguments = new ArrayList<>(List.of(name, file.toString()));
        memory.given().ifPresent(limit -> arguments.addAll(List.of("--memory-limit", limit.bytes() + "B")));
        overrides.forEach(override -> arguments.addAll(List.of("--set", override)));
        return CommandText.of(arguments);
    }
}
