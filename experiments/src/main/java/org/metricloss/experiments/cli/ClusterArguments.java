package org.metricloss.experiments.cli;

import java.util.List;
import java.util.Optional;
import org.metricloss.experiments.work.Cluster;
import org.metricloss.experiments.work.HostSettings;
import org.metricloss.experiments.work.ItemFiles;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.RunProgress;
import org.metricloss.experiments.work.TrialExecutor;
import org.metricloss.experiments.work.WorkPlan;
import org.metricloss.results.store.RunFolder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command options for running trials on a cluster. */
final class ClusterArguments {
    @Option(
            names = "--cluster",
            paramLabel = "MASTER",
            description =
                    "Runs the trials on an Apache Spark cluster, for example spark://host:7077, or local[4] for four slots on this"
                            + " machine. See docs/cluster.md.")
    private String master;

    @Option(
            names = "--cluster-conf",
            paramLabel = "KEY=VALUE",
            description = "A setting of the cluster, for example spark.executor.memory=8g. Repeatable.")
    private List<String> conf = List.of();

    @Option(
            names = "--native-jars",
            paramLabel = "DIR",
            description =
                    "A folder on every machine of the cluster that holds the program's jars above 16 MiB, such as the engines'"
                            + " native libraries, so that they are not sent to it.")
    private String nativeJars;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Refuses options that are impossible together, or an address that cannot work. */
    void check() {
        if (master == null) {
            require(conf.isEmpty(), "--cluster-conf needs --cluster");
            require(nativeJars == null, "--native-jars needs --cluster");
            return;
        }
        require(
                !spec.commandLine().getParseResult().hasMatchedOption("--workers"),
                "--workers is not possible with --cluster, which decides where trials run");
        cluster().check(address());
    }

    /**
     * Refuses a plan that cannot run on a cluster.
     *
     * @param plan the plan
     */
    void check(WorkPlan plan) {
        if (master != null && plan.whyNoShards().isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--cluster is not possible: " + plan.whyNoShards().get());
        }
        require(
                master == null || !plan.device().isGpu(),
                "--cluster is not possible with device %s: machines of a cluster run several trials at a time, and one trial computes on a GPU at a time"
                        .formatted(plan.device()));
        if (master != null && plan.artifactBytes().orElse(0) > ItemFiles.MOST_BYTES) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--cluster is not possible: embeddings and model of one trial take up to %s, but at most %s travel from an executor; store less (artifacts.every, artifacts.model)"
                            .formatted(
                                    MemoryLimit.shown(plan.artifactBytes().getAsLong()),
                                    MemoryLimit.shown(ItemFiles.MOST_BYTES)));
        }
    }

    /**
     * {@return the executor of items on the cluster; empty if no cluster is given}
     *
     * @param plan the plan of the items
     * @param folder the run folder for records
     * @param settings how each machine executes items
     * @param progress receives the run's progress
     */
    Optional<TrialExecutor> executor(WorkPlan plan, RunFolder folder, HostSettings settings, RunProgress progress) {
        return master == null
                ? Optional.empty()
                : Optional.of(cluster().executor(plan, folder, address(), settings, progress));
    }

    private Cluster.Address address() {
        return new Cluster.Address(master, conf, nativeJars == null ? "" : nativeJars);
    }

    private Cluster cluster() {
        return Cluster.all().all().stream()
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--cluster needs the archive that is built with the profile spark, see docs/cluster.md:"
                                + " ./mvnw -Pdistribution,spark package -DskipTests"));
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
