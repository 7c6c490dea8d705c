package org.metricloss.cluster.spark;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.metricloss.base.UserException;
import org.metricloss.experiments.work.HostSettings;
import org.metricloss.experiments.work.ItemFiles;
import scala.Function2;
import scala.collection.Iterator;

/** The task that an executor runs: one item in a worker process of the executor's machine. */
final class ItemTask implements Function2<TaskContext, Iterator<Item>, ItemFiles>, Serializable {
    private static final long serialVersionUID = 1;

    private final String run;
    private final byte[] manifest;
    private final List<String> program;
    private final HostSettings settings;
    private final int slots;

    /**
     * @param run a name of the run that no other run has
     * @param manifest the bytes of the run's manifest
     * @param program the class path of the run's program: absolute paths, or names of files that are sent to executors
     * @param settings how items are executed
     * @param slots how many items run on a machine at the same time
     */
    ItemTask(String run, byte[] manifest, List<String> program, HostSettings settings, int slots) {
        this.run = run;
        this.manifest = manifest;
        this.program = List.copyOf(program);
        this.settings = settings;
        this.slots = slots;
    }

    @Override
    public ItemFiles apply(TaskContext context, Iterator<Item> items) {
        Item item = items.next();
        try {
            return Hosts.of(run, manifest, this::programHere, settings, slots)
                    .run(item.id(), item.needed().value());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UserException("the trial was interrupted", interrupted);
        }
    }

    private List<Path> programHere() {
        Path sent = Path.of(SparkFiles.getRootDirectory()).toAbsolutePath();
        return program.stream()
                .map(Path::of)
                .map(entry -> entry.isAbsolute() ? entry : sent.resolve(entry))
                .map(ItemTask::present)
                .toList();
    }

    private static Path present(Path entry) {
        if (!Files.exists(entry)) {
            throw new UserException(entry + " is not on this machine; check --native-jars");
        }
        return entry;
    }
}
