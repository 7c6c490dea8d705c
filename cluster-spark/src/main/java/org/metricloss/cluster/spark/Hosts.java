package org.metricloss.cluster.spark;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.metricloss.experiments.work.HostSettings;
import org.metricloss.experiments.work.ItemHost;
import org.metricloss.results.record.RanOn;

/** The hosts of this executor process, one for each run. They are closed when the process ends. */
final class Hosts {
    private static final Map<String, ItemHost> OPEN = new HashMap<>();

    private Hosts() {}

    /**
     * {@return the host of a run, which is opened by the first task}
     *
     * @param run the name of the run
     * @param manifest the bytes of its manifest
     * @param program the class path of its program on this machine
     * @param settings how items are executed
     * @param slots how many items run on this machine at the same time
     */
    static synchronized ItemHost of(
            String run, byte[] manifest, Supplier<List<Path>> program, HostSettings settings, int slots) {
        return OPEN.computeIfAbsent(run, opened -> {
            if (OPEN.isEmpty()) {
                Runtime.getRuntime().addShutdownHook(new Thread(Hosts::closeAll, "close-hosts"));
            }
            // Records name their executor, also those that worker processes write, which receive this property.
            SparkEnv spark = SparkEnv.get();
            System.setProperty(
                    RanOn.EXECUTOR_PROPERTY,
                    spark.executorId() + " on "
                            + spark.blockManager().blockManagerId().host());
            Path folder = Path.of(SparkFiles.getRootDirectory())
                    .toAbsolutePath()
                    .resolve("metricloss-" + ProcessHandle.current().pid() + "-" + run);
            return ItemHost.open(folder, manifest, program.get(), settings, slots);
        });
    }

    /**
     * Closes the host of a run, if this process has opened one.
     *
     * @param run the name of the run
     */
    static synchronized void close(String run) {
        ItemHost host = OPEN.remove(run);
        if (host != null) {
            host.close();
            if (OPEN.isEmpty()) {
                System.clearProperty(RanOn.EXECUTOR_PROPERTY);
            }
        }
    }

    private static synchronized void closeAll() {
        List.copyOf(OPEN.keySet()).forEach(Hosts::close);
    }
}
